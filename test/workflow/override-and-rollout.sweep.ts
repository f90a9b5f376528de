import { describe, expect, it, vi } from 'vitest';
import { keepStage } from './keep-stage.ts';
import { minutes, overrideWhen, takeOut } from './override-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open, restart } = keepStage();
const soon = { timeout: 30_000 };

/** A promise that is kept by hand. */
function gateway() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Every job waits until it is let end; gives which have begun. */
function holdJobs(stage: Stage) {
  const { opened, open: letEnd } = gateway();
  const begun = new Set<string>();
  stage.deployer.hosts.onRun = async (host) => {
    begun.add(host);
    await opened;
  };
  return { begun, letEnd };
}

describe('a host that a person has out', () => {
  it('is left alone by a rollout, which says so before the click and afterwards', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b kernel panic');
    const plan = await stage.say('deploy web v2 --hosts a,b,c');
    expect(plan.card.lines?.map(({ text }) => text)).toContain(
      'b is out by alice (kernel panic) and will be left alone while it is.',
    );
    const rollout = plan.rollout ?? '';
    await stage.say(`approve ${rollout}`);
    expect(await stage.ended(rollout)).toMatchObject({ state: 'succeeded', reason: 'not changed: b' });
    expect(await stage.outcomes(rollout)).toEqual({ a: 'done', b: 'skipped', c: 'done' });
    expect((await stage.store.rollouts.host(rollout, 'b')).reason).toBe(
      'out by alice (kernel panic), left alone',
    );
    expect(stage.deployer.hosts.ran.sort()).toEqual(['a v2', 'c v2']);
    expect(stage.members()).toEqual({ ...allBack, b: '50 drain' });
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('counts as out: the rollout waits for capacity, and an override that nobody can spare is refused', async () => {
    const stage = await open({ strategy: { capacityWithinMs: 600_000 } });
    const first = await takeOut(stage, 'disable web b kernel panic');
    const second = await takeOut(stage, 'disable web c kernel panic');
    const refused = await stage.say('disable web d kernel panic');
    expect(refused.card.title).toContain('3 of 5 members in service and must keep 3');
    const id = await stage.deploy('deploy web v2 --hosts a');
    await expect.poll(() => stage.story(id), soon).toContain('a waits: lb/web has 3 of 5');
    expect(stage.members()).toEqual({ ...allBack, b: '50 drain', c: '10 drain' });
    await stage.say('enable web b');
    await overrideWhen(stage, first, 'ended');
    expect((await stage.ended(id)).state).toBe('succeeded');
    await stage.say('enable web c');
    await overrideWhen(stage, second, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('is left alone by the rollback as well', async () => {
    const stage = await open();
    await stage.ended(await stage.deploy('deploy web v1 --hosts a,b'));
    const id = await stage.deploy('deploy web v2 --hosts a,b');
    await stage.ended(id);
    const override = await takeOut(stage, 'disable web b kernel panic');
    const back = await stage.say(`rollback ${id}`);
    await stage.say(`approve ${back.rollout}`);
    const rollback = back.rollout ?? '';
    expect((await stage.ended(rollback)).state).toBe('succeeded');
    expect(await stage.outcomes(rollback)).toEqual({ a: 'done', b: 'skipped' });
    expect(stage.members().b).toBe('50 drain');
    await stage.say('enable web b');
    await overrideWhen(stage, override, 'ended');
    expect(stage.members()).toEqual(allBack);
  });
});

describe('a host that a rollout has out', () => {
  it('changes hands while its job runs, which ends; it comes back verified, and not before', async () => {
    const stage = await open({ morePools: ['admin'] });
    const jobs = holdJobs(stage);
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    await expect.poll(() => jobs.begun, soon).toContain('b');
    const override = await takeOut(stage, 'disable web b for 30m kernel panic', 'bob');
    expect((await stage.store.custody.of('lb/web', 'b'))?.rollout).toBe(override);
    expect((await stage.store.custody.of('lb/web', 'b'))?.saved.weight).toBe(50);
    // Asked for in the middle of the deploy: it is not given back before that has ended.
    const enabled = await stage.say('enable web b');
    expect(enabled.card.title).toContain('is being verified');
    expect(stage.members().b).toBe('50 drain');
    expect(await stage.story(override)).toContain(`when the job of ${id} on it has ended`);
    await stage.say(`extend ${override} 30m`);
    await overrideWhen(stage, override, 'out');
    jobs.letEnd();
    await stage.ended(id);
    expect(await stage.outcomes(id)).toEqual({ b: 'left-out', c: 'done' });
    const { reason } = await stage.store.rollouts.host(id, 'b');
    expect(reason).toBe(
      `out by bob (kernel panic), left alone; its code is not verified, and it comes back with ${override}`,
    );
    expect([stage.members().b, stage.members('admin').b]).toEqual(['50 drain', '50 drain']);
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    await stage.say('enable web b');
    await overrideWhen(stage, override, 'asking');
    stage.verdicts.delete('b');
    await stage.say('enable web b');
    await overrideWhen(stage, override, 'ended');
    expect([stage.members(), stage.members('admin')]).toEqual([allBack, allBack]);
    expect(await stage.store.custody.all()).toEqual([]);
  });

  it('changes hands before its job: nothing is deployed to it, and nobody is asked', async () => {
    const stage = await open({ strategy: { connections: { withinMs: 60_000, onTimeout: 'ask' } } });
    stage.member('b').connections = 3;
    const changes: string[] = [];
    stage.balancer.onChange(({ op, member }) => void (member === 'b' && changes.push(op)));
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    await expect.poll(() => stage.members().b, soon).toBe('50 drain');
    const override = await takeOut(stage, 'disable web b kernel panic');
    expect(await stage.ended(id)).toMatchObject({ state: 'succeeded', reason: 'not changed: b' });
    expect(stage.deployer.hosts.ran).toEqual(['c v2']);
    expect(stage.members()).toEqual({ ...allBack, b: '50 drain' });
    await stage.say('enable web b');
    await overrideWhen(stage, override, 'ended');
    expect(stage.members()).toEqual(allBack);
    // Never in service in between: the rollout did not give it back.
    expect(changes).toEqual(['drain', 'apply']);
  });

  it('changes hands between snapshot and drain, with the weight that it has then', async () => {
    const stage = await open({ strategy: { capacityWithinMs: 600_000 } });
    for (const name of ['d', 'e']) stage.member(name).health = 'down';
    const id = await stage.deploy('deploy web v2 --hosts b');
    await expect.poll(() => stage.story(id), soon).toContain('b waits');
    await stage.say(`pause ${id}`);
    stage.member('b').weight = 60;
    for (const name of ['d', 'e']) stage.member(name).health = 'up';
    const override = await takeOut(stage, 'disable web b kernel panic');
    expect((await stage.store.custody.of('lb/web', 'b'))?.saved.weight).toBe(60);
    await stage.say(`resume ${id}`);
    expect(await stage.ended(id)).toMatchObject({ state: 'succeeded', reason: 'not changed: b' });
    expect(stage.members().b).toBe('60 drain');
    await stage.say('enable web b');
    await overrideWhen(stage, override, 'ended');
    expect(stage.members()).toEqual({ ...allBack, b: '60 ready' });
  });

  it('and that was given back by hand meanwhile is not deployed to while it has traffic', async () => {
    const stage = await open({ strategy: { connections: { withinMs: 60_000, onTimeout: 'ask' } } });
    stage.member('b').connections = 3;
    const { opened, open: letLook } = gateway();
    const { all } = stage.store.custody;
    const id = await stage.deploy('deploy web v2 --hosts b');
    await expect.poll(() => stage.members().b, soon).toBe('50 drain');
    // The rollout is slow to look: it has not seen that it lost the member when that is back already.
    const slow = vi.spyOn(stage.store.custody, 'all').mockImplementationOnce(async (...where) => {
      await opened;
      return all(...where);
    });
    await expect.poll(() => slow.mock.calls.length, soon).toBeGreaterThan(0);
    const override = await takeOut(stage, 'disable web b kernel panic');
    await stage.say('enable web b');
    await overrideWhen(stage, override, 'ended');
    letLook();
    expect(await stage.ended(id)).toMatchObject({ state: 'succeeded', reason: 'not changed: b' });
    expect(stage.deployer.hosts.ran).toEqual([]);
    expect(stage.members()).toEqual(allBack);
  });

  it('and that waits for an answer needs none any more', async () => {
    const stage = await open();
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    await stage.asked(id);
    const override = await takeOut(stage, 'disable web b for 30m kernel panic');
    expect((await stage.ended(id)).reason).toBe('left out: b');
    expect(await stage.outcomes(id)).toEqual({ b: 'left-out', c: 'done' });
    expect((await stage.store.custody.of('lb/web', 'b'))?.suspect).toBe(true);
    stage.clock.ahead = minutes(31);
    await overrideWhen(stage, override, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('and that a person gave back before the rollout has accounted for it is not told as unchanged', async () => {
    const stage = await open();
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    await stage.asked(id);
    const { opened, open: letAccount } = gateway();
    const { host: progressOf } = stage.store.rollouts;
    const slow = vi.spyOn(stage.store.rollouts, 'host').mockImplementation(async (rollout, host) => {
      if (host === 'b') await opened;
      return progressOf(rollout, host);
    });
    const override = await takeOut(stage, 'disable web b kernel panic');
    await expect.poll(() => slow.mock.calls.length, soon).toBeGreaterThan(0);
    await stage.say('enable web b');
    await overrideWhen(stage, override, 'ended');
    letAccount();
    expect(await stage.ended(id)).toMatchObject({ state: 'failed', reason: 'not seen healthy: b' });
    expect((await progressOf(id, 'b')).reason).toContain(
      'a person gave it back, not verified by this rollout',
    );
    expect(stage.members()).toEqual(allBack);
  });

  it('and that is suspect is verified also where a restart of the balancer has put it in service', async () => {
    const stage = await open({ pace: { keepOutMs: 600_000 } });
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    const override = await takeOut(stage, 'disable web b kernel panic');
    await stage.ended(id);
    stage.member('b').state = 'ready';
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    await stage.say('enable web b');
    expect((await overrideWhen(stage, override, 'asking')).note).toContain('status 500');
    expect(stage.members().b).toBe('50 drain');
    expect((await stage.store.custody.of('lb/web', 'b'))?.suspect).toBe(true);
    stage.verdicts.delete('b');
    await stage.say('enable web b');
    await overrideWhen(stage, override, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('after a crash on both sides is still out by the person, and comes back once', async () => {
    let stage = await open({ morePools: ['admin'] });
    const applies: string[] = [];
    stage.balancer.onChange(
      ({ op, pool, member }) => void (op === 'apply' && applies.push(`${pool} ${member}`)),
    );
    const jobs = holdJobs(stage);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await expect.poll(() => jobs.begun, soon).toContain('b');
    const override = await takeOut(stage, 'disable web b kernel panic');
    stage = await restart();
    expect(stage.members().b).toBe('50 drain');
    jobs.letEnd();
    expect((await stage.ended(id)).reason).toBe('left out: b');
    expect(stage.deployer.hosts.ran).toEqual(['b v2']);
    stage = await restart();
    expect(stage.members().b).toBe('50 drain');
    await stage.say('enable web b');
    await overrideWhen(stage, override, 'ended');
    expect(applies).toEqual(['admin b', 'web b']);
    expect([stage.members(), stage.members('admin')]).toEqual([allBack, allBack]);
  });

  it('that an ended rollout left out can be taken over, and comes back verified', async () => {
    const stage = await open();
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    const override = await takeOut(stage, 'disable web b for 30m broken disk');
    expect((await stage.store.custody.of('lb/web', 'b'))?.rollout).toBe(override);
    stage.clock.ahead = minutes(31);
    await overrideWhen(stage, override, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('that an ended rollout left out comes back without being verified where somebody says so', async () => {
    const stage = await open();
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    await stage.say('enable web b');
    expect(stage.members().b).toBe('50 drain');
    await stage.say('enable web b --unverified', 'bob');
    await expect.poll(() => stage.members(), soon).toEqual(allBack);
    await expect.poll(() => stage.story(id), soon).toContain('brought back by bob, not verified');
  });
});
