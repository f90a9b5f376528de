import { describe, expect, it } from 'vitest';
import { createIntake } from '../../src/intake/door.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { keepStage } from '../workflow/keep-stage.ts';
import type { Stage } from '../workflow/stage.ts';

const { open } = keepStage();
const place = { chat: 'slack' as const, channel: 'C1' };
const day = 86_400_000;

const whatOf = async (stage: Stage, text = 'audit', person = 'alice') =>
  (await stage.say(text, person)).card.table?.rows.map(([, who, what, from, outcome]) => [
    who,
    what,
    from,
    outcome,
  ]);

describe('everything that is asked for', () => {
  it('is journaled once, with what it was about and what was answered', async () => {
    const stage = await open({ access: { deploy: ['alice'] } });
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b', 'alice', 'a-1');
    await stage.say('deploy web v2', 'eve', 'a-2');
    await stage.say('deplyo web', 'eve', 'a-3');
    await stage.intake.handle({ id: 'a-4', person: 'alice', text: `reject ${id}`, place, click: true });
    await stage.intake.handle({ id: 'a-4', person: 'alice', text: `reject ${id}`, place, click: true });
    await stage.say('status nowhere', 'eve', 'a-5');
    const asked = await stage.store.audit.since(new Date(0), 99);
    const requests = asked.filter(({ body }) => body.type === 'asked').reverse();
    expect(requests.map(({ cluster, body }) => ({ cluster, ...body }))).toMatchObject([
      {
        cluster: 'web',
        person: 'alice',
        text: 'deploy web v2 --hosts b',
        via: 'terminal',
        click: false,
        code: 'ok',
      },
      { cluster: 'web', person: 'eve', code: 'refused', answer: 'Only alice may deploy to web.' },
      { cluster: '', person: 'eve', text: 'deplyo web', code: 'wrong' },
      { cluster: 'web', person: 'alice', text: `reject ${id}`, via: 'slack', click: true, code: 'ok' },
      { cluster: '', person: 'eve', code: 'wrong' },
    ]);
  });

  it('is cut where it is long, and journaled also where something breaks that nobody foresaw', async () => {
    const stage = await open();
    await stage.say(`lock web ${'x'.repeat(3_000)}`, 'alice', 'long');
    const long = await stage.store.journal.byKey('asked/long');
    expect(long?.type === 'asked' && long.text.length).toBe(1_000);
    const desk = {
      ...stage.desk,
      get people(): never {
        throw new TypeError('a fault of ours');
      },
    };
    const kept = { answer: async () => undefined, keep: async () => {}, forgetBefore: async () => {} };
    const request = { id: 'broken', person: 'alice', text: 'status' };
    await expect(createIntake(desk, kept).handle(request)).rejects.toThrow('a fault of ours');
    expect(await stage.store.journal.byKey('asked/broken')).toMatchObject({ code: 'failed', text: 'status' });
  });
});

describe('`audit`', () => {
  it('shows requests and decisions with their reasons, newest first, of one person and of a time', async () => {
    const stage = await open();
    await stage.say('lock web database move', 'bob');
    await stage.say('unlock web', 'alice');
    expect(await whatOf(stage)).toEqual([
      ['alice', 'unlock web', 'terminal', expect.stringContaining('ok: web is free again')],
      ['alice', 'web', '', 'unlocked by alice: was locked by bob: database move'],
      ['bob', 'lock web database move', 'terminal', expect.stringContaining('ok: web is locked')],
      ['bob', 'web', '', 'locked by bob: database move'],
    ]);
    expect((await whatOf(stage, 'audit --person bob'))?.map(([who]) => who)).toEqual(['bob', 'bob']);
    stage.clock.ahead = 2 * day;
    expect(await whatOf(stage, 'audit --since 1d')).toBeUndefined();
    expect((await whatOf(stage, 'audit --since 3d'))?.length).toBeGreaterThan(4);
    stage.clock.ahead = 8 * day;
    expect(await whatOf(stage, 'audit --person bob')).toBeUndefined();
  });

  it('shows nobody what concerns a cluster that they may not see', async () => {
    const stage = await open();
    const db: Cluster = {
      ...stage.cluster,
      name: 'db',
      access: { ...stage.cluster.access, view: ['alice'] },
    };
    const kept = { answer: async () => undefined, keep: async () => {}, forgetBefore: async () => {} };
    const intake = createIntake({ ...stage.desk, clusters: [stage.cluster, db] }, kept);
    let n = 0;
    const say = async (text: string, person: string) => {
      n += 1;
      return intake.handle({ id: `hidden-${n}`, person, text });
    };
    await say('lock db secret move', 'alice');
    await say('dploy db v2', 'alice');
    await say('lock db my try', 'eve');
    await say('lock web open move', 'eve');
    await say('freeze --all incident', 'alice');
    const csv = async (person: string) => (await say('audit', person)).card.files?.[0]?.text ?? '';
    const hers = await csv('eve');
    for (const text of ['secret move', 'dploy db', 'my try']) expect(hers).not.toContain(text);
    for (const text of ['open move', 'incident']) expect(hers).toContain(text);
    const all = await csv('alice');
    for (const text of ['secret move', 'dploy db', 'my try', 'open move']) expect(all).toContain(text);
  });
});
