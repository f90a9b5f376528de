import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../src/model/cluster.ts';
import { Failure } from '../../src/model/failure.ts';
import { rolloutCard } from '../../src/report/rollout-card.ts';
import { keepStage } from './keep-stage.ts';
import { overrideWhen, takeOut } from './override-stage.ts';
import { allBack, type Stage, type StageOptions } from './stage.ts';

const { open, restart } = keepStage();

const ramp = { steps: [10, 50], pauseMs: 30, probe: true } as const;
/** A step lasts until somebody does something. */
const slow = { ...ramp, pauseMs: 60_000 } as const;
const ramping = (strategy: Partial<Strategy> = {}, options: StageOptions = {}) =>
  open({ strategy: { ramp, ...strategy }, ...options });

/** What happened to a member, as `OP POOL WEIGHT`. */
function heard({ balancer }: Stage, name: string): string[] {
  const changes: string[] = [];
  balancer.onChange(({ op, pool, member, after }) => {
    if (member === name) changes.push(`${op} ${pool} ${after.weight} ${after.state}`);
  });
  return changes;
}

/** Resolves when the host serves with this percentage of its weight. */
const at = (stage: Stage, id: string, host: string, percent: number) =>
  expect
    .poll(async () => (await stage.store.rollouts.host(id, host)).stepping?.percent, { timeout: 20_000 })
    .toBe(percent);

describe('a weight that comes back by steps', () => {
  it('goes through each of them and ends with exactly what it was, in every pool', async () => {
    const stage = await ramping({}, { morePools: ['admin'] });
    const changes = heard(stage, 'a');
    const smallest = heard(stage, 'd');
    const id = await stage.deploy('deploy web v2 --hosts a,d');
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(changes).toEqual([
      'drain web 100 drain',
      'drain admin 100 drain',
      'apply admin 10 ready',
      'apply web 10 ready',
      'apply admin 50 ready',
      'apply web 50 ready',
      'apply admin 100 ready',
      'apply web 100 ready',
    ]);
    expect(smallest.slice(2)).toEqual(['apply admin 1 ready', 'apply web 1 ready']);
    expect(stage.members()).toEqual(allBack);
    expect(stage.members('admin')).toEqual(allBack);
    expect(await stage.store.custody.all()).toEqual([]);
    const story = await stage.story(id);
    expect(story).toContain(
      'd gets all of its weight back at once, not by steps: there is no smaller weight',
    );
    expect(story).toContain('"percent":10');
  });

  it('is out until it has all of it, and says where it stands', async () => {
    const stage = await ramping({ ramp: slow, batches: [{ count: 5 }], minInService: { count: 4 } });
    const id = await stage.deploy('deploy web v2');
    await at(stage, id, 'a', 10);
    expect(stage.members()).toEqual({ ...allBack, a: '10 ready' });
    const hosts = await stage.store.rollouts.hosts(id);
    const rollout = await stage.store.rollouts.get(id);
    if (!rollout) throw new Error('it is gone');
    const card = rolloutCard(rollout, hosts, { now: new Date() });
    expect(JSON.stringify(card.lines)).toContain('giving back its weight: at 10% of weight 100');
    expect(card.buttons?.[0]).toMatchObject({ label: 'Drain a again', command: `redrain ${id} a` });
    expect(JSON.stringify(await stage.say('drained'))).toContain('weight 10, up: on its way, by steps');
    // What still serves is what minInService needs: nobody else is taken out meanwhile.
    expect((await stage.say('disable web b reason')).card.title).toContain('must keep 4');
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    expect(stage.members()).toEqual(allBack);
    expect(await stage.outcomes(id)).toMatchObject({ a: 'done' });
    expect(await stage.store.custody.all()).toEqual([]);
  });

  it('goes on where it was after a restart, and never serves less than before', async () => {
    const stage = await ramping({ ramp: slow });
    const id = await stage.deploy('deploy web v2 --hosts a');
    await at(stage, id, 'a', 10);
    stage.clock.ahead += 60_000;
    const second = await restart();
    await at(second, id, 'a', 50);
    const changes = heard(second, 'a');
    const third = await restart();
    third.clock.ahead += 60_000;
    const last = await restart();
    expect((await last.ended(id)).state).toBe('succeeded');
    expect(changes).toEqual(['apply web 100 ready']);
    expect(last.members()).toEqual(allBack);
  });

  it('gets its part again where a restarted balancer has drained it, and keeps more where that gave it all', async () => {
    const stage = await ramping({ ramp: slow, batches: [{ count: 2 }] });
    const id = await stage.deploy('deploy web v2 --hosts a,b');
    await at(stage, id, 'a', 10);
    await at(stage, id, 'b', 10);
    stage.member('a').state = 'drain';
    stage.member('b').weight = 50;
    const changes = heard(stage, 'a');
    const others = heard(stage, 'b');
    const second = await restart();
    await expect.poll(() => changes).toEqual(['apply web 10 ready']);
    await second.say(`abort ${id}`);
    await second.ended(id);
    expect(second.members()).toEqual(allBack);
    expect(others).toEqual([]);
  });

  it('takes all of it at once where the balancer refuses parts, and says so', async () => {
    const stage = await ramping();
    stage.balancer.fault(
      'apply',
      1,
      new Failure('invalid', 'lb/web', 'lb/web balances by a static algorithm'),
    );
    const changes = heard(stage, 'a');
    const id = await stage.deploy('deploy web v2 --hosts a');
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(changes).toEqual(['drain web 100 drain', 'apply web 100 ready']);
    expect(await stage.story(id)).toContain('not by steps: lb/web balances by a static algorithm');
  });

  it('gets what a person says it is to get, as long as it is on its way', async () => {
    const stage = await ramping({ ramp: slow });
    const id = await stage.deploy('deploy web v2 --hosts a');
    await at(stage, id, 'a', 10);
    expect((await stage.say('weight web a 40')).code).toBe('ok');
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    expect(stage.members()).toEqual({ ...allBack, a: '40 ready' });
  });
});

describe('a host that is not well on its way back', () => {
  const ill = { answer: 'no', reason: 'HTTP 500' } as const;
  /** Its probe fails as soon as it serves again. */
  async function failing(strategy: Partial<Strategy> = {}, options: StageOptions = {}) {
    const stage = await ramping(strategy, options);
    stage.balancer.onChange(({ op, member }) => {
      if (op === 'apply' && member === 'b') stage.verdicts.set('b', ill);
    });
    return stage;
  }

  it('is drained again and asks; a retry verifies it and begins anew', async () => {
    const stage = await failing();
    const id = await stage.deploy('deploy web v2 --hosts b');
    expect(await stage.asked(id)).toContain('drained again, at 10% of weight 50: b: probe: HTTP 500');
    expect(stage.members()).toEqual({ ...allBack, b: '5 drain' });
    expect((await stage.store.custody.all())[0]).toMatchObject({ suspect: true, saved: { weight: 50 } });
    // Put back by a restart of the balancer it is drained once more, as long as it asks.
    stage.member('b').state = 'ready';
    await expect.poll(() => stage.member('b').state).toBe('drain');
    stage.balancer.onChange(() => void stage.verdicts.delete('b'));
    stage.verdicts.delete('b');
    await stage.say(`retry ${id}`);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
    expect(stage.deployer.hosts.ran).toEqual(['b v2']);
  });

  it('is left out by name when it is skipped, and comes back exactly when it is enabled', async () => {
    const stage = await failing();
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    await stage.say(`skip ${id} b`);
    expect(await stage.ended(id)).toMatchObject({ state: 'failed', reason: 'left out: b' });
    expect(stage.members().b).toBe('5 drain');
    stage.balancer.onChange(() => void stage.verdicts.delete('b'));
    stage.verdicts.delete('b');
    const changes = heard(stage, 'b');
    expect((await stage.say('enable web b')).card.title).toContain('b is back, exactly as it was');
    expect(changes).toEqual(['apply web 5 ready', 'apply web 25 ready', 'apply web 50 ready']);
    expect(stage.members()).toEqual(allBack);
  });

  it('is rolled back where the policy says so', async () => {
    const stage = await failing({ onFailure: 'rollback' });
    stage.deployer.hosts.releases.set('b', 'v1');
    await stage.store.journal.record({
      cluster: 'web',
      rollout: 'r0',
      key: 'r0/b/deployed',
      body: { type: 'deployed', host: 'b', release: 'v1' },
    });
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.ended(id);
    await stage.asked(`${id}-back`);
    expect(stage.deployer.hosts.ran).toEqual(['b v2', 'b v1']);
    stage.balancer.onChange(() => void stage.verdicts.delete('b'));
    stage.verdicts.delete('b');
    await stage.say(`retry ${id}-back`);
    expect((await stage.ended(`${id}-back`)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
  });

  it('says so where its balancer sees it down, with probes or without', async () => {
    const stage = await ramping({ ramp: { ...ramp, probe: false }, poolHealthWithinMs: 50 });
    stage.balancer.onChange(({ op, member }) => {
      if (op === 'apply' && member === 'b') stage.member('b').health = 'down';
    });
    const id = await stage.deploy('deploy web v2 --hosts b');
    expect(await stage.asked(id)).toContain('at 10% of weight 50: lb/web sees it down after 0.05 s');
    expect(stage.member('b').state).toBe('drain');
    stage.balancer.onChange(() => {
      stage.member('b').health = 'up';
    });
    await stage.say(`retry ${id}`);
    await stage.ended(id);
    expect(stage.members()).toEqual(allBack);
  });

  it('stays the one that is asked about where it can’t be drained again at once', async () => {
    const stage = await failing();
    stage.balancer.onChange(({ op, member }) => {
      if (op !== 'apply' || member !== 'b') return;
      const silent = new Failure('unreachable', 'lb/web', 'lb/web is silent');
      for (let n = 1; n <= 20; n += 1) stage.balancer.fault('drain', n, silent);
    });
    const id = await stage.deploy('deploy web v2 --hosts b');
    expect(await stage.asked(id)).toContain('draining it failed: lb/web is silent');
    stage.balancer.heal();
    await expect.poll(() => stage.members().b, { timeout: 10_000 }).toBe('5 drain');
    await stage.say(`skip ${id} b`);
    expect((await stage.ended(id)).reason).toBe('left out: b');
    expect(stage.members().b).toBe('5 drain');
  });
});

describe('a person who does not like what they see', () => {
  it('drains the host again with one click, and decides; no policy does', async () => {
    const stage = await ramping({ ramp: slow, onFailure: 'abort' });
    const id = await stage.deploy('deploy web v2 --hosts b');
    expect((await stage.say(`redrain ${id} b`)).card.title).toContain(
      'does not come back by steps right now',
    );
    await at(stage, id, 'b', 10);
    const began = performance.now();
    expect((await stage.say(`redrain ${id} b`, 'bob')).code).toBe('ok');
    expect(await stage.asked(id)).toBe('b: drained again, by bob');
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(stage.members().b).toBe('5 drain');
    expect(await stage.story(id)).not.toContain('policy');
    expect((await stage.say(`redrain ${id} b`)).code).toBe('refused');
    await stage.say(`retry ${id}`);
    // The click was about the first way back.
    await at(stage, id, 'b', 10);
    expect(stage.members().b).toBe('5 ready');
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    expect(stage.members()).toEqual(allBack);
  });

  it('is not kept waiting by a probe that says nothing, nor by a balancer that is silent', async () => {
    const stage = await ramping({ ramp: { ...ramp, pauseMs: 0 } }, { pace: { restorePatienceMs: 60_000 } });
    let hang: (() => void) | undefined;
    const hangs = new Promise<void>((resolve) => {
      hang = resolve;
    });
    // The probe passes once, and is asked again on the way back.
    let asked = 0;
    stage.probing.onCheck = async () => {
      asked += 1;
      if (asked > 1) await hangs;
    };
    const id = await stage.deploy('deploy web v2 --hosts b');
    await expect.poll(() => asked, { timeout: 20_000 }).toBe(2);
    await stage.say(`redrain ${id} b`);
    hang?.();
    expect(await stage.asked(id)).toBe('b: drained again, by alice');

    await stage.say(`retry ${id}`);
    const silent = new Failure('unreachable', 'lb/web', 'lb/web is silent');
    for (let n = 1; n <= 200; n += 1) stage.balancer.fault('apply', n, silent);
    await expect
      .poll(async () => (await stage.store.rollouts.host(id, 'b')).stepping?.way, { timeout: 20_000 })
      .toBe('back');
    await stage.say(`redrain ${id} b`);
    await expect
      .poll(async () => (await stage.store.rollouts.questions(id))[0]?.text, { timeout: 20_000 })
      .toContain('by alice');
    stage.balancer.heal();
    await stage.say(`skip ${id} b`);
    expect((await stage.ended(id)).reason).toBe('left out: b');
    expect(stage.members().b).toContain('drain');
  });

  it('may be on call, without the right to deploy', async () => {
    const access = { deploy: ['alice'], disable: ['oscar'] };
    const stage = await ramping({ ramp: slow }, { access });
    const id = await stage.deploy('deploy web v2 --hosts b');
    await at(stage, id, 'b', 10);
    expect((await stage.say(`redrain ${id} b`, 'eve')).code).toBe('refused');
    expect((await stage.say(`redrain ${id} b`, 'oscar')).code).toBe('ok');
    await stage.asked(id);
    await stage.say(`abort ${id}`);
    expect((await stage.ended(id)).reason).toBe('left out: b');
  });

  it('is heard also by a bot that died right after the click', async () => {
    const stage = await ramping({ ramp: slow });
    const id = await stage.deploy('deploy web v2 --hosts b');
    await at(stage, id, 'b', 10);
    for (let n = 1; n <= 200; n += 1)
      stage.balancer.fault('read', n, new Failure('unreachable', 'lb/web', 'lb/web is silent'));
    await stage.say(`redrain ${id} b`);
    const second = await restart();
    second.balancer.heal();
    await second.asked(id);
    await expect.poll(() => second.members().b).toBe('5 drain');
    await second.say(`abort ${id}`);
    expect((await second.ended(id)).reason).toBe('left out: b');
  });

  it('takes it over by hand, and it comes back with the weight that it had', async () => {
    const stage = await ramping({ ramp: slow });
    const id = await stage.deploy('deploy web v2 --hosts b');
    await at(stage, id, 'b', 10);
    const { override } = await stage.say('disable web b kernel panic');
    await stage.say(`approve ${override}`);
    expect((await stage.ended(id)).reason).toBe('left out: b');
    await overrideWhen(stage, String(override), 'out');
    expect(stage.members().b).toBe('5 drain');
    await stage.say('enable web b');
    await expect.poll(() => stage.members().b, { timeout: 20_000 }).toBe('5 ready');
    await stage.say('enable web b --unverified');
    await overrideWhen(stage, String(override), 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('takes over what `enable` was bringing back after its rollout had ended: the part is not taken for the whole', async () => {
    const stage = await ramping({ ramp: slow });
    stage.verdicts.set('b', { answer: 'no', reason: 'HTTP 500' });
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    await stage.say(`skip ${id} b`);
    await stage.ended(id);
    stage.verdicts.delete('b');
    await stage.say('enable web b');
    await expect.poll(() => stage.members().b).toBe('5 ready');
    const { override } = await stage.say('disable web b not yet');
    await stage.say(`approve ${override}`);
    await overrideWhen(stage, String(override), 'out');
    await expect.poll(() => stage.members().b).toBe('5 drain');
    await stage.say('enable web b');
    await expect.poll(() => stage.members().b, { timeout: 20_000 }).toBe('5 ready');
    await stage.say('enable web b --unverified');
    await overrideWhen(stage, String(override), 'ended');
    expect(stage.members()).toEqual(allBack);
  });
});

describe('a weight that goes down by steps', () => {
  const drain = { steps: [50, 10], pauseMs: 30 } as const;

  it('is drained after the last of them, and counts as out from the first', async () => {
    const stage = await open({
      strategy: { drain, batches: [{ count: 5 }], minInService: { count: 3 } },
      morePools: ['admin'],
    });
    const changes = heard(stage, 'a');
    let lowest = 5;
    stage.balancer.onChange(() => {
      const whole = Object.entries(stage.members()).filter(([name, text]) => text === allBack[name]);
      lowest = Math.min(lowest, whole.length);
    });
    const id = await stage.deploy('deploy web v2');
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(changes).toEqual([
      'setWeight web 50 ready',
      'setWeight admin 50 ready',
      'setWeight web 10 ready',
      'setWeight admin 10 ready',
      'drain web 10 drain',
      'drain admin 10 drain',
      'apply admin 100 ready',
      'apply web 100 ready',
    ]);
    expect(lowest).toBe(3);
    expect(stage.members()).toEqual(allBack);
    expect(await stage.story(id)).toContain('"way":"out"');
  });

  it('is given back at once when the rollout is aborted on the way', async () => {
    const stage = await open({ strategy: { drain: { ...drain, pauseMs: 60_000 }, ramp: slow } });
    const id = await stage.deploy('deploy web v2');
    await at(stage, id, 'a', 50);
    expect(stage.members().a).toBe('50 ready');
    await stage.say(`abort ${id}`);
    expect((await stage.ended(id)).reason).toContain('not changed: a');
    expect(stage.members()).toEqual(allBack);
    expect(stage.deployer.hosts.ran).toEqual([]);
  });

  it('goes on where it was after a restart', async () => {
    const stage = await open({ strategy: { drain: { ...drain, pauseMs: 60_000 } } });
    const id = await stage.deploy('deploy web v2 --hosts a');
    await at(stage, id, 'a', 50);
    const changes = heard(stage, 'a');
    stage.clock.ahead += 60_000;
    const second = await restart();
    await at(second, id, 'a', 10);
    second.clock.ahead += 60_000;
    const third = await restart();
    expect((await third.ended(id)).state).toBe('succeeded');
    expect(changes).toEqual(['setWeight web 10 ready', 'drain web 10 drain', 'apply web 100 ready']);
  });

  it('goes at once where the balancer refuses', async () => {
    const stage = await open({ strategy: { drain } });
    stage.balancer.fault('setWeight', 1, new Failure('invalid', 'lb/web', 'static algorithm'));
    const changes = heard(stage, 'a');
    const id = await stage.deploy('deploy web v2 --hosts a');
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(changes).toEqual(['drain web 100 drain', 'apply web 100 ready']);
    expect(await stage.story(id)).toContain('is drained at once, not by steps: static algorithm');
  });
});

describe('an override that comes back by steps', () => {
  const out = async (stage: Stage): Promise<string> => takeOut(stage, 'disable web b for 30m reason');
  const comeBack = async (stage: Stage) => {
    await stage.say('enable web b');
    await expect.poll(() => stage.members().b, { timeout: 20_000 }).toBe('5 ready');
  };

  it('goes through each of them and ends with exactly what it was', async () => {
    const stage = await ramping();
    const id = await out(stage);
    const changes = heard(stage, 'b');
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect(changes).toEqual(['apply web 5 ready', 'apply web 25 ready', 'apply web 50 ready']);
    expect(stage.members()).toEqual(allBack);
    expect(await stage.story(id)).not.toContain('was in service');
  });

  it('goes on there after a restart, also where it is said twice', async () => {
    const stage = await ramping({ ramp: slow });
    const id = await out(stage);
    await comeBack(stage);
    const changes = heard(stage, 'b');
    await stage.say('enable web b');
    stage.clock.ahead += 60_000;
    const second = await restart();
    await expect.poll(() => second.members().b, { timeout: 20_000 }).toBe('25 ready');
    second.clock.ahead += 60_000;
    const third = await restart();
    await overrideWhen(third, id, 'ended');
    expect(changes).toEqual(['apply web 25 ready', 'apply web 50 ready']);
    expect(third.members()).toEqual(allBack);
  });

  it('is out again, and asks, where it is not well on its way', async () => {
    const stage = await ramping();
    const id = await out(stage);
    stage.balancer.onChange(({ op }) => {
      if (op === 'apply') stage.verdicts.set('b', { answer: 'no', reason: 'HTTP 500' });
    });
    await stage.say('enable web b');
    const { note } = await overrideWhen(stage, id, 'asking');
    expect(note).toContain('at 10% of weight 50: b: probe: HTTP 500');
    await expect.poll(() => stage.members().b).toBe('5 drain');
    expect(await stage.story(id)).not.toContain('was in service');
    await stage.say('enable web b --unverified');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('stays out where somebody extends it on its way', async () => {
    const stage = await ramping({ ramp: slow });
    const id = await out(stage);
    await comeBack(stage);
    await stage.say(`extend ${id} 30m`);
    await overrideWhen(stage, id, 'out');
    await expect.poll(() => stage.members().b).toBe('5 drain');
    await comeBack(stage);
    await stage.say('enable web b --unverified');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });
});
