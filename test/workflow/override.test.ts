import { describe, expect, it, vi } from 'vitest';
import type { Flow } from '../../src/engine/engine.ts';
import { Failure } from '../../src/model/failure.ts';
import { overrideWorkflow } from '../../src/workflow/override.ts';
import { keepStage } from './keep-stage.ts';
import { minutes, overrideWhen, takeOut } from './override-stage.ts';
import { allBack } from './stage.ts';

const { open, restart } = keepStage();
const soon = { timeout: 30_000 };
const ill = { answer: 'no' as const, reason: 'status 500' };

describe('a host that a person takes out', () => {
  it('is out of all its pools at the click, not before, and comes back exactly', async () => {
    const stage = await open({ morePools: ['admin'] });
    const asked = await stage.say('disable web b for 30m kernel panic');
    expect(asked).toMatchObject({ code: 'ok', override: expect.stringMatching(/^o\d+$/) });
    expect(asked.card.buttons?.map(({ label }) => label)).toEqual(['Take it out', 'Leave it']);
    expect(stage.members()).toEqual(allBack);
    const id = asked.override ?? '';
    await stage.say(`approve ${id}`, 'bob', 'the click');
    await overrideWhen(stage, id, 'out');
    // The first answer does not wait for a machine that is slow; the same click again is told how it went.
    await stage.forgetAnswer('the click');
    const answer = await stage.say(`approve ${id}`, 'bob', 'the click');
    expect(answer.card.title).toMatch(
      /^b is out of lb\/web \(weight 50 kept\) and lb\/admin \(weight 50 kept\) until /,
    );
    const out = { ...allBack, b: '50 drain' };
    expect([stage.members(), stage.members('admin')]).toEqual([out, out]);
    expect(await stage.store.overrides.get(id)).toMatchObject({ requester: 'alice', approver: 'bob' });
    const back = await stage.say('enable web b');
    expect(back).toMatchObject({ code: 'ok', card: { title: 'b: back in service, exactly as it was' } });
    expect([stage.members(), stage.members('admin')]).toEqual([allBack, allBack]);
    expect(await stage.store.custody.all()).toEqual([]);
  });

  it('is not touched where somebody leaves it', async () => {
    const stage = await open();
    const { override: id = '' } = await stage.say('disable web b kernel panic');
    await stage.say(`reject ${id}`, 'bob');
    expect(await stage.say(`approve ${id}`)).toMatchObject({
      code: 'refused',
      card: { title: expect.stringMatching(/^o\d+ was rejected by bob at \d\d:\d\d$/) },
    });
    expect(stage.members()).toEqual(allBack);
  });

  it('comes back by itself when its time is over, and people are warned five minutes before', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b for 30m kernel panic');
    stage.clock.ahead = minutes(26);
    await expect.poll(() => stage.story(id), soon).toContain('ends-soon');
    expect(stage.members().b).toBe('50 drain');
    stage.clock.ahead = minutes(31);
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
    expect((await stage.story(id)).match(/ends-soon/g)).toHaveLength(1);
  });

  it('stays out longer where somebody extends it, also after the warning, and twice is twice', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b for 30m kernel panic');
    const { until: first } = await overrideWhen(stage, id, 'out');
    stage.clock.ahead = minutes(26);
    await expect.poll(() => stage.story(id), soon).toContain('ends-soon');
    expect((await stage.say(`extend ${id} 30m`, 'bob', 'click')).code).toBe('ok');
    await stage.forgetAnswer('click');
    await stage.say(`extend ${id} 30m`, 'bob', 'click');
    const { until } = await overrideWhen(stage, id, 'out');
    expect((until?.getTime() ?? 0) - (first?.getTime() ?? 0)).toBe(minutes(30));
    stage.clock.ahead = minutes(56);
    await expect.poll(async () => (await stage.story(id)).match(/ends-soon/g)?.length, soon).toBe(2);
    expect(stage.members().b).toBe('50 drain');
    stage.clock.ahead = minutes(61);
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('stays out longer also where that is said in the very moment of its end', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b for 30m kernel panic');
    const { until: first } = await overrideWhen(stage, id, 'out');
    const until = new Date((first?.getTime() ?? 0) + minutes(30)).toISOString();
    const body = { type: 'override-wish' as const, person: 'bob', wish: 'extend' as const, until };
    const { get } = stage.store.overrides;
    let extended = false;
    // It is looked at, and the wish is recorded before the answer is there.
    vi.spyOn(stage.store.overrides, 'get').mockImplementation(async (wanted) => {
      const found = await get(wanted);
      if (extended || stage.clock.ahead === 0) return found;
      extended = true;
      await stage.store.journal.record({ rollout: id, cluster: 'web', key: 'late', body });
      return found;
    });
    stage.clock.ahead = minutes(31);
    await expect.poll(() => extended, soon).toBe(true);
    stage.clock.ahead = minutes(56);
    await expect.poll(() => stage.story(id), soon).toContain('ends-soon');
    expect(await stage.store.overrides.get(id)).toMatchObject({ state: 'out' });
    expect(await stage.story(id)).not.toContain('returning');
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
  });

  it('without a time stays out until it is enabled', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b kernel panic');
    expect((await stage.say(`extend ${id} 30m`)).card.title).toContain('has no end');
    stage.clock.ahead = minutes(60 * 24 * 40);
    const again = await stage.say('disable web b again');
    expect(again).toMatchObject({ code: 'refused', card: { title: expect.stringContaining('alice') } });
    expect(again.card.buttons?.map(({ command }) => command)).toEqual([`extend ${id} 30m`, 'enable web b']);
    expect(stage.members().b).toBe('50 drain');
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });
});

describe('a host that is not well at its end', () => {
  it('stays out and asks; a retry finds it well', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b for 30m kernel panic');
    stage.verdicts.set('b', ill);
    stage.clock.ahead = minutes(31);
    const asking = await overrideWhen(stage, id, 'asking');
    expect(asking.note).toContain('status 500');
    expect(stage.members().b).toBe('50 drain');
    const answer = await stage.say('enable web b');
    expect(answer).toMatchObject({ code: 'failed', card: { title: expect.stringContaining('stays out') } });
    expect(answer.card.buttons?.map(({ label }) => label)).toEqual([
      'Try again',
      'Extend 30m',
      'Enable anyway',
    ]);
    stage.verdicts.delete('b');
    expect((await stage.say('enable web b')).code).toBe('ok');
    expect(stage.members()).toEqual(allBack);
  });

  it('stays out by what its balancer sees', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b kernel panic');
    stage.member('b').health = 'down';
    await stage.say('enable web b');
    expect((await overrideWhen(stage, id, 'asking')).note).toContain('lb/web sees b down');
    stage.member('b').health = 'up';
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('stays out longer where somebody says so, and is tried again at the new end', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b for 30m kernel panic');
    stage.verdicts.set('b', ill);
    stage.clock.ahead = minutes(31);
    await overrideWhen(stage, id, 'asking');
    expect((await stage.say(`extend ${id} 30m`)).code).toBe('ok');
    await overrideWhen(stage, id, 'out');
    stage.verdicts.delete('b');
    stage.clock.ahead = minutes(62);
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('is given back by somebody who wants it anyway, also in the middle of being verified', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b kernel panic');
    let verifying: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      verifying = resolve;
    });
    let checks = 0;
    stage.probing.onCheck = () => {
      checks += 1;
      return held;
    };
    const enabling = stage.say('enable web b');
    await expect.poll(() => checks, soon).toBeGreaterThan(0);
    const anyway = stage.say('enable web b --unverified', 'bob');
    await expect.poll(() => stage.story(id), soon).toContain('enable-anyway');
    stage.verdicts.set('b', ill);
    verifying();
    await Promise.all([enabling, anyway]);
    expect((await overrideWhen(stage, id, 'ended')).note).toBe('given back by bob, not verified');
    expect(stage.members()).toEqual(allBack);
  });
});

describe('what happens at the balancer meanwhile', () => {
  it('a restart that forgets the drain is told again, unless the pool can not spare it any more', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b kernel panic');
    stage.member('b').state = 'ready';
    await expect.poll(() => stage.members().b, soon).toBe('50 drain');
    stage.member('d').health = 'down';
    stage.member('e').health = 'down';
    stage.member('b').state = 'ready';
    await expect.poll(() => stage.story(id), soon).toContain('must keep 3');
    expect(stage.members().b).toBe('50 ready');
    stage.member('d').health = 'up';
    await expect.poll(() => stage.members().b, soon).toBe('50 drain');
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('a restart right before its end does not pass for somebody’s hand where its balancer sees it down', async () => {
    const stage = await open({ pace: { keepOutMs: 600_000 } });
    const id = await takeOut(stage, 'disable web b kernel panic');
    Object.assign(stage.member('b'), { state: 'ready', health: 'down' });
    stage.verdicts.set('b', ill);
    await stage.say('enable web b');
    expect((await overrideWhen(stage, id, 'asking')).note).toContain('status 500');
    expect(stage.members().b).toBe('50 drain');
    stage.member('b').health = 'up';
    stage.verdicts.delete('b');
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('is not said to be out everywhere where the draining was broken off', async () => {
    const stage = await open({ morePools: ['admin'] });
    const { override: id = '' } = await stage.say('disable web b kernel panic');
    const { drain } = stage.balancer;
    let letDrain: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letDrain = resolve;
    });
    const draining = vi.spyOn(stage.balancer, 'drain').mockImplementationOnce(async (...member) => {
      await held;
      return drain(...member);
    });
    const wishes = vi.spyOn(stage.store.overrides, 'wishes');
    const approving = stage.say(`approve ${id}`);
    await expect.poll(() => draining.mock.calls.length, soon).toBe(1);
    const enabling = stage.say('enable web b');
    const seen = async () => (await Promise.all(wishes.mock.results.map(({ value }) => value))).flat().length;
    await expect.poll(seen, soon).toBeGreaterThan(0);
    // Whoever waits for the wish has had its turn.
    for (let n = 0; n < 5; n += 1) await stage.store.overrides.get(id);
    letDrain();
    await Promise.all([approving, enabling]);
    await overrideWhen(stage, id, 'ended');
    expect(await stage.story(id)).not.toContain('"state":"out"');
    expect([stage.members(), stage.members('admin')]).toEqual([allBack, allBack]);
  });

  it('what somebody put in service with another weight is left so, and named', async () => {
    const stage = await open({ pace: { keepOutMs: 600_000 } });
    const id = await takeOut(stage, 'disable web b kernel panic');
    Object.assign(stage.member('b'), { state: 'ready', weight: 7 });
    stage.verdicts.set('b', ill);
    const answer = await stage.say('enable web b');
    expect(answer.card.title).toContain('weight 7, ready; it was weight 50, ready');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual({ ...allBack, b: '7 ready' });
    expect(await stage.store.custody.all()).toEqual([]);
  });

  it('a member that is gone keeps nothing stuck: it ends where somebody wants that anyway', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b kernel panic');
    const pool = stage.balancer.world.pools.get('web') ?? [];
    pool.splice(1, 1);
    await stage.say('enable web b');
    expect((await overrideWhen(stage, id, 'asking')).note).toContain('has no member b');
    await stage.say('enable web b --unverified');
    expect((await overrideWhen(stage, id, 'ended')).note).toContain('has no member b');
    expect(await stage.store.custody.all()).toEqual([]);
  });

  it('a pool that refuses is named, the others are out, and it is tried on', async () => {
    const stage = await open({ morePools: ['admin'] });
    const { override: id = '' } = await stage.say('disable web b kernel panic');
    const denied = new Failure('denied', 'lb/admin', 'lb/admin: permission denied');
    for (let n = 2; n < 400; n += 1) stage.balancer.fault('drain', n, denied);
    const answer = stage.say(`approve ${id}`);
    await expect.poll(() => stage.story(id), soon).toContain('permission denied');
    expect([stage.members().b, stage.members('admin').b]).toEqual(['50 drain', '50 ready']);
    stage.balancer.heal();
    await answer;
    await overrideWhen(stage, id, 'out');
    expect(stage.members('admin').b).toBe('50 drain');
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect([stage.members(), stage.members('admin')]).toEqual([allBack, allBack]);
  });
});

describe('the bot that dies', () => {
  it('between the card and the click, while it is out, and while it verifies, goes on where it was', async () => {
    let stage = await open({ morePools: ['admin'] });
    const { override: id = '' } = await stage.say('disable web b for 30m kernel panic');
    stage = await restart();
    await stage.say(`approve ${id}`);
    await overrideWhen(stage, id, 'out');
    stage = await restart();
    expect(stage.members().b).toBe('50 drain');
    let checks = 0;
    stage.probing.onCheck = () => {
      checks += 1;
      return new Promise(() => undefined);
    };
    stage.clock.ahead = minutes(31);
    await expect.poll(() => checks, soon).toBeGreaterThan(0);
    stage.probing.onCheck = () => undefined;
    stage = await restart();
    await overrideWhen(stage, id, 'ended');
    expect([stage.members(), stage.members('admin')]).toEqual([allBack, allBack]);
    expect(await stage.store.custody.all()).toEqual([]);
  });

  it('after the click, before the workflow was begun, takes it out at its next start', async () => {
    let stage = await open();
    const { override: id = '' } = await stage.say('disable web b kernel panic');
    const body = { type: 'override-state' as const, state: 'taking-out' as const, person: 'bob' };
    await stage.store.journal.record({ rollout: id, cluster: 'web', key: `${id}/confirmed/click`, body });
    stage = await restart();
    await overrideWhen(stage, id, 'out');
    expect(stage.members().b).toBe('50 drain');
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('right after it gave the weight back does not take it for somebody else’s doing', async () => {
    let stage = await open({ pace: { keepOutMs: 600_000 } });
    const id = await takeOut(stage, 'disable web b kernel panic');
    stage.balancer.fault('apply', 1, new Failure('denied', 'lb/web', 'cut off'), 'effect');
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'asking');
    expect(stage.members()).toEqual(allBack);
    stage = await restart();
    await stage.say('enable web b');
    expect((await overrideWhen(stage, id, 'ended')).note).toBe('back in service, exactly as it was');
    expect(stage.members()).toEqual(allBack);
  });
});

it('an attempt to come back that the database’s absence ended is made again', async () => {
  const stage = await open();
  const { override: id = '' } = await stage.say('disable web b kernel panic');
  const { journal, overrides } = stage.store;
  const of = { rollout: id, cluster: 'web' };
  const becomes = (state: 'taking-out' | 'returning') =>
    journal.record({ ...of, key: `${id}/${state}`, body: { type: 'override-state', state, person: 'bob' } });
  await becomes('taking-out');
  const steps: string[] = [];
  const flow: Flow = {
    async step(name, run) {
      steps.push(name);
      if (name === 'wait 2') vi.spyOn(overrides, 'wishes').mockRejectedValueOnce(new Error('still away'));
      if (name !== 'return 1') return run();
      await becomes('returning');
      throw new Error('connection terminated');
    },
    start: () => Promise.reject(new Error('it starts no other')),
    patched: async () => true,
  };
  const ended = overrideWorkflow(stage.tools).run(flow, { override: id });
  await overrideWhen(stage, id, 'out');
  const body = { type: 'override-wish' as const, person: 'bob', wish: 'enable' as const };
  await journal.record({ ...of, key: 'enable', body });
  expect(await ended).toBe('ended');
  expect(steps).toEqual(['take out', 'wait 1', 'return 1', 'wait 2', 'return 2']);
  expect(stage.members()).toEqual(allBack);
  expect(await stage.store.custody.all()).toEqual([]);
});
