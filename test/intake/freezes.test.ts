import { describe, expect, it } from 'vitest';
import { createIntake } from '../../src/intake/door.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { keepStage } from '../workflow/keep-stage.ts';
import { allBack, type Stage } from '../workflow/stage.ts';

const { open } = keepStage();
const textsOf = ({ card }: Awaited<ReturnType<Stage['say']>>) =>
  [card.title, ...(card.lines ?? []).map(({ text }) => text)].join('\n');
const dateless = ({ card, ...rest }: Awaited<ReturnType<Stage['say']>>) => ({
  ...rest,
  card: { ...card, title: card.title.replace(/\d{4}-\d\d-\d\d /u, '') },
});

describe('a frozen cluster', () => {
  it('refuses what begins a rollout, says who and why and until when, and how it is rolled all the same', async () => {
    const stage = await open();
    const frozen = await stage.say('freeze web for 2h db migration', 'bob');
    expect(frozen).toMatchObject({ code: 'ok', open: true });
    expect(frozen.card.title).toContain('web is frozen until ');
    const commands = ['deploy web v2 --hosts b,c --batch 2', 'rollback web v1', 'restart web'];
    for (const text of commands) {
      const answer = await stage.say(text);
      expect(answer.code).toBe('refused');
      expect(answer.card.title).toMatch(
        /^web is frozen by bob \(db migration\) since .+ until .+; `unfreeze web` lifts it$/u,
      );
      expect(textsOf(answer)).toContain(`${text} --override-freeze "REASON"`);
    }
    const plan = await stage.say('deploy web v2 --plan');
    expect(plan.code).toBe('ok');
    expect(textsOf(plan)).toContain('web is frozen by bob');
    expect(await stage.store.rollouts.history('web', 9)).toEqual([]);
  });

  it('shows it in its status, beside what waits for an approval', async () => {
    const stage = await open();
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    const { override = '' } = await stage.say('disable web c for 30m broken disk');
    await stage.say('freeze web for 2h christmas', 'bob');
    const lines = (await stage.say('status web')).card.lines?.map(({ text }) => text);
    expect(lines).toContain(`${id} deploy web v2 · awaiting approval`);
    expect(lines).toContain(`${override} c · awaiting confirmation: broken disk`);
    expect(lines).toContainEqual(expect.stringMatching(/^frozen by bob until .+: christmas$/u));
    await stage.say(`reject ${id}`);
    await stage.say(`reject ${override}`);
    await stage.say('unfreeze web');
  });

  it('is free again once that is over, or somebody says so', async () => {
    const stage = await open();
    await stage.say('freeze web for 2h db migration', 'bob');
    stage.clock.ahead = 2 * 3_600_000 + 1_000;
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    await stage.say(`reject ${id}`);
    stage.clock.ahead = 0;
    expect((await stage.say('deploy web v2')).code).toBe('refused');
    const lifted = await stage.say('unfreeze web', 'alice', 'lift it');
    expect(lifted.card.title).toBe('The freeze of web is lifted; it was by bob (db migration)');
    await stage.forgetAnswer('lift it');
    expect((await stage.say('unfreeze web', 'alice', 'lift it')).code).toBe('ok');
    expect((await stage.say('unfreeze web')).code).toBe('refused');
    // Frozen anew since: what comes again lifts the freeze that it lifted then, and no other.
    const frozen = await stage.say('freeze web for 2h audit', 'bob', 'freeze it');
    await stage.forgetAnswer('lift it');
    await stage.say('unfreeze web', 'alice', 'lift it');
    expect(await stage.store.freezes.all()).toMatchObject([{ person: 'bob', reason: 'audit' }]);
    stage.clock.ahead = 3_600_000;
    await stage.forgetAnswer('freeze it');
    // An hour later the same end may be another day's: then it is told with its date.
    const again = await stage.say('freeze web for 2h audit', 'bob', 'freeze it');
    expect(dateless(again)).toEqual(dateless(frozen));
    stage.clock.ahead = 0;
    await stage.say('unfreeze web');
    const { rollout: free = '' } = await stage.say('deploy web v2 --hosts b');
    await stage.say(`reject ${free}`);
  });

  it('is rolled over with a reason and another person’s approval, whatever the cluster asks for otherwise', async () => {
    const stage = await open({ access: { approvals: 0 } });
    await stage.say('freeze --all incident', 'bob');
    const asked = await stage.say('deploy web v2 --hosts b --override-freeze "it is the fix"');
    const id = asked.rollout ?? '';
    expect(textsOf(asked)).toContain('it is the fix');
    const rollout = await stage.store.rollouts.get(id);
    expect(rollout?.plan.freeze).toEqual({
      by: 'bob',
      reason: 'incident',
      overriddenBecause: 'it is the fix',
    });
    expect(stage.deployer.hosts.ran).toEqual([]);
    const own = await stage.say(`approve ${id}`);
    expect(own.code).toBe('refused');
    expect(own.card.title).toContain('second person');
    expect((await stage.say(`approve ${id} ${rollout?.plan.hash}`, 'carol')).code).toBe('ok');
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
  });

  it('is approved anew where another freeze holds than the one that was to be overridden', async () => {
    const stage = await open();
    await stage.say('freeze web migration', 'bob');
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b --override-freeze fix');
    await stage.say('freeze web audit', 'bob');
    expect(await stage.say(`approve ${id}`, 'carol')).toMatchObject({ code: 'refused' });
    const { plan } = (await stage.store.rollouts.get(id)) ?? {};
    expect(plan?.freeze).toEqual({ by: 'bob', reason: 'audit', overriddenBecause: 'fix' });
    await stage.say(`reject ${id}`);
  });

  it('that was free when the plan was made refuses the click, and takes it when it is free again', async () => {
    const stage = await open();
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    await stage.say('freeze web db migration', 'bob');
    const late = await stage.say(`approve ${id}`);
    expect(late.code).toBe('refused');
    expect(textsOf(late)).toContain('web is frozen by bob (db migration)');
    expect(textsOf(late)).toContain('deploy web v2 --hosts b');
    expect(textsOf(late)).toContain('--override-freeze "REASON"');
    await stage.say('unfreeze web', 'bob');
    expect((await stage.say(`approve ${id}`)).code).toBe('ok');
    expect((await stage.ended(id)).state).toBe('succeeded');
  });

  it('lets a running rollout be taken back', async () => {
    const stage = await open();
    await stage.ended(await stage.deploy('deploy web v1 --hosts b'));
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    await stage.say('freeze --all incident', 'bob');
    stage.deployer.hosts.exitCodes.delete('b');
    expect((await stage.say(`rollback ${id}`)).code).toBe('ok');
    await stage.ended(id);
    const back = (await stage.store.rollouts.takingBack(id)) ?? '';
    expect((await stage.ended(back)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
  });
});

it('is told of ahead, where it begins before the rollout is likely to be done', async () => {
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const when = { kind: 'dates' as const, from: day(2), to: day(2) };
  const freezes = [{ name: 'soon', clusters: [], reason: 'quiet', zone: 'UTC', when }];
  const stage = await open({ freezes, strategy: { soakMs: 3_600_000 } });
  await stage.ended(await stage.deploy('deploy web v1 --hosts b'));
  // Two hours before it, for five hosts one by one with an hour after each.
  stage.clock.ahead = Date.parse(`${day(2)}T00:00:00Z`) - 7_200_000 - Date.now();
  expect(textsOf(await stage.say('deploy web v2 --plan'))).toContain('The freeze soon (quiet) begins at ');
  expect(textsOf(await stage.say('deploy web v2 --hosts b,c --plan'))).not.toContain('The freeze soon');
});

describe('freezing', () => {
  it('is for who may deploy; all clusters, for who may deploy to each of them and sees each of them', async () => {
    const stage = await open({ access: { deploy: ['alice'] } });
    expect((await stage.say('freeze web move', 'bob')).card.title).toContain('Only alice may deploy to web');
    expect((await stage.say('unfreeze --all', 'bob')).code).toBe('refused');
    const other = (access: Partial<Cluster['access']>): Cluster => ({
      ...stage.cluster,
      name: 'db',
      access: { ...stage.cluster.access, ...access },
    });
    const saying = (db: Cluster, id: string) => {
      const kept = { answer: async () => undefined, keep: async () => {}, forgetBefore: async () => {} };
      const desk = { ...stage.desk, clusters: [stage.cluster, db] };
      return createIntake(desk, kept).handle({ id, person: 'alice', text: 'freeze --all move' });
    };
    expect((await saying(other({ deploy: ['bob'] }), 'all-1')).card.title).toContain(
      'Only bob may deploy to db',
    );
    expect((await saying(other({ view: ['bob'] }), 'all-2')).card.title).toContain('every cluster');
    expect(await stage.store.freezes.all()).toEqual([]);
    expect(await saying(other({}), 'all-3')).toMatchObject({ code: 'ok', open: true });
    expect(await stage.store.freezes.all()).toMatchObject([{ person: 'alice', reason: 'move' }]);
  });
});
