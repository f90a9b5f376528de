import { describe, expect, it } from 'vitest';
import { createIntake } from '../../src/intake/door.ts';
import { keepStage } from '../workflow/keep-stage.ts';
import type { Stage } from '../workflow/stage.ts';

const { open } = keepStage();
const oncall = { name: 'oncall', people: ['bob'] };

const title = async (stage: Stage, text: string, person: string) =>
  (await stage.say(text, person)).card.title;

describe('a cluster that is not for everybody’s eyes', () => {
  it('and what is rolled over it are not there for others', async () => {
    const stage = await open({ access: { view: ['alice', 'oncall'] }, groups: [oncall] });
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    for (const verb of ['approve', 'reject', 'abort', 'pause', 'skip b', 'promote', 'logs']) {
      const [word, ...more] = verb.split(' ');
      const text = [word, id, ...more].join(' ');
      expect(await title(stage, text, 'eve')).toContain(`There is no rollout ${id}`);
    }
    for (const text of [
      'status web',
      'deploy web v2',
      'restart web',
      'members web',
      'lock web move',
      `status ${id}`,
    ])
      expect(await title(stage, text, 'eve')).toMatch(/^There is no cluster /u);
    expect(await title(stage, `rollback ${id}`, 'eve')).toContain(`There is no cluster ${id}`);
    expect((await stage.say('history', 'eve')).card.table).toBeUndefined();
    expect((await stage.say('history', 'bob')).card.table?.rows).toHaveLength(1);
    expect((await stage.say(`status ${id}`, 'bob')).rollout).toBe(id);
    expect((await stage.say(`reject ${id}`, 'bob')).code).toBe('ok');
  });
});

it('a cluster that is gone from the config is not there for whoever may not see every other', async () => {
  const stage = await open();
  const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
  const access = { ...stage.cluster.access, view: ['alice'] };
  const kept = { answer: async () => undefined, keep: async () => {}, forgetBefore: async () => {} };
  const desk = { ...stage.desk, clusters: [{ ...stage.cluster, name: 'db', access }] };
  const intake = createIntake(desk, kept);
  const say = (person: string, text: string) => intake.handle({ id: `${person}: ${text}`, person, text });
  expect((await say('eve', `logs ${id}`)).card.title).toContain(`There is no rollout ${id}`);
  expect((await say('eve', 'history')).card.table).toBeUndefined();
  expect((await say('eve', 'audit')).card.files?.[0]?.text ?? '').not.toContain('deploy web v2');
  expect((await say('alice', `logs ${id}`)).code).toBe('ok');
  expect((await say('alice', 'audit')).card.files?.[0]?.text).toContain('deploy web v2');
  await stage.say(`reject ${id}`);
});

describe('who is in a group', () => {
  it('may what the group may; others are told who may', async () => {
    const stage = await open({ access: { deploy: ['alice', 'oncall'] }, groups: [oncall] });
    expect((await stage.say('deploy web v2 --plan', 'bob')).code).toBe('ok');
    expect(await stage.say('deploy web v2', 'eve')).toMatchObject({
      code: 'refused',
      card: { title: 'Only alice, oncall may deploy to web.' },
    });
  });

  it('is not whoever is called like it: such a login may do nothing', async () => {
    const stage = await open({ access: { deploy: ['oncall'] }, groups: [oncall] });
    for (const text of ['deploy web v2', 'status', 'nonsense']) {
      const answer = await stage.say(text, 'oncall', `as a group: ${text}`);
      expect(answer.code).toBe('refused');
      expect(answer.card.title).toContain('oncall is a group in the config');
    }
    expect(await stage.store.journal.byKey('asked/as a group: status')).toMatchObject({ code: 'refused' });
  });

  it('can’t be told while the chat is away, and a refusal for that reason says so', async () => {
    const groups = [{ name: 'oncall', people: [], slack: 'S0ONCALL1' }];
    const stage = await open({ access: { deploy: ['oncall'] }, groups });
    expect(await title(stage, 'deploy web v2', 'bob')).toBe(
      "Only oncall may deploy to web; the chat can't be asked just now who is in oncall.",
    );
  });
});

describe('a rollout is told', () => {
  const place = { chat: 'slack' as const, channel: 'C1' };
  const own = { chat: 'slack' as const, channel: 'C2' };
  const plannedAt = async (stage: Stage, id = '') => {
    const [first] = await stage.store.journal.after(id, 0);
    return first?.body.type === 'planned' ? first.body.places : 'not planned';
  };

  it('where it was asked for, unless the cluster has a place of its own', async () => {
    let stage = await open();
    const ask = () =>
      stage.intake.handle({
        id: `in ${stage.cluster.places.length}`,
        person: 'alice',
        text: 'deploy web v2',
        place,
      });
    const here = (await ask()).rollout;
    expect(await plannedAt(stage, here)).toEqual([place]);
    await stage.say(`reject ${here}`);
    stage = await open({ places: [own] });
    const there = (await ask()).rollout;
    expect(await plannedAt(stage, there)).toEqual([own]);
    await stage.say(`reject ${there}`);
  });

  it('where the config says for what was asked for in the terminal', async () => {
    const stage = await open();
    const { rollout: id } = await stage.say('deploy web v2');
    expect(await plannedAt(stage, id)).toEqual([]);
    await stage.say(`reject ${id}`);
  });
});
