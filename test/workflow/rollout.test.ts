import { describe, expect, it } from 'vitest';
import { isFinal } from '../../src/model/rollout.ts';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage, type StageOptions } from './stage.ts';

const kept = keepStage();
let stage: Stage;
const open = async (options?: StageOptions) => {
  stage = await kept.open(options);
  return stage;
};

const ended = (id: string) => stage.until(id, ({ state }) => isFinal(state));
const asking = (id: string) => stage.until(id, ({ state }) => state === 'waiting');
const outcomes = async (id: string) =>
  Object.fromEntries((await stage.store.rollouts.hosts(id)).map(({ host, outcome }) => [host, outcome]));

describe('a rollout', () => {
  it('brings every host to the release and every member back exactly', async () => {
    const { deploy, members, deployer } = await open();
    let lowest = 5;
    stage.balancer.onChange(() => {
      const serving = Object.values(members()).filter((text) => text.endsWith('ready')).length;
      lowest = Math.min(lowest, serving);
    });
    const id = await deploy('deploy web v2');
    expect((await ended(id)).state).toBe('succeeded');
    expect(members()).toEqual(allBack);
    expect(deployer.hosts.ran).toEqual(['a v2', 'b v2', 'c v2', 'd v2', 'e v2']);
    expect(lowest).toBe(4);
    expect(await stage.store.custody.all()).toEqual([]);
    expect(await stage.tools.lock.holder('web')).toBeUndefined();
  });

  it('takes out no more at once than minInService allows, however large the batch', async () => {
    const { deploy, members } = await open({ strategy: { batches: [{ percent: 100 }] } });
    let lowest = 5;
    stage.balancer.onChange(() => {
      lowest = Math.min(lowest, Object.values(members()).filter((text) => text.endsWith('ready')).length);
    });
    expect((await ended(await deploy('deploy web v2'))).state).toBe('succeeded');
    expect(lowest).toBe(3);
    expect(members()).toEqual(allBack);
  });

  it('leaves a member in maint as it was, deploys to it, and says so', async () => {
    const { deploy, members, balancer, deployer } = await open();
    const c = balancer.world.pools.get('web')?.find(({ name }) => name === 'c');
    if (c) c.state = 'maint';
    const id = await deploy('deploy web v2');
    expect((await ended(id)).state).toBe('succeeded');
    expect(members()).toEqual({ ...allBack, c: '10 maint' });
    expect(deployer.hosts.ran).toContain('c v2');
    expect(JSON.stringify(await stage.store.journal.after(id, 0))).toContain('was in maint in lb/web before');
  });
});

describe('a host that fails', () => {
  it('stays out, asks, and is done after a retry', async () => {
    const { deploy, members, deployer, say } = await open();
    deployer.hosts.exitCodes.set('b', 7);
    const id = await deploy('deploy web v2');
    await asking(id);
    expect(members()).toMatchObject({ a: '100 ready', b: '50 drain', c: '10 ready' });
    const [question] = await stage.store.rollouts.questions(id);
    expect(question?.text).toContain('exit code 7');
    deployer.hosts.exitCodes.delete('b');
    expect((await say(`retry ${id} b`)).code).toBe('ok');
    expect((await ended(id)).state).toBe('succeeded');
    expect(members()).toEqual(allBack);
    expect(deployer.hosts.ran.filter((each) => each === 'b v2')).toHaveLength(2);
  });

  it('is followed on where the connection breaks while it deploys, and asked about where that goes on', async () => {
    const { deploy, members, deployer, story, say } = await open();
    deployer.hosts.breaks.set('b', 3);
    const id = await deploy('deploy web v2');
    expect((await ended(id)).state).toBe('succeeded');
    expect(deployer.hosts.ran.filter((each) => each === 'b v2')).toHaveLength(1);
    expect(await story(id)).toContain('the connection to b broke; what runs on b goes on');
    deployer.hosts.breaks.set('b', 100);
    const next = await deploy('deploy web v3');
    await asking(next);
    deployer.hosts.breaks.delete('b');
    await say(`retry ${next} b`);
    expect((await ended(next)).state).toBe('succeeded');
    expect(members()).toEqual(allBack);
  });

  it('is left out by name when it is skipped, and the others go on', async () => {
    const { deploy, members, deployer, say } = await open();
    deployer.hosts.exitCodes.set('b', 7);
    const id = await deploy('deploy web v2');
    await asking(id);
    await say(`skip ${id} b`);
    const end = await ended(id);
    expect(end).toMatchObject({ state: 'failed', reason: 'left out: b' });
    expect(members()).toEqual({ ...allBack, b: '50 drain' });
    expect((await stage.say('drained')).card.table?.rows[0]?.join(' ')).toContain('weight 50, ready');
  });

  it('comes back with enable, exactly, once it is well', async () => {
    const { deploy, members, deployer, say, verdicts } = await open();
    deployer.hosts.exitCodes.set('b', 7);
    const id = await deploy('deploy web v2');
    await asking(id);
    await say(`abort ${id}`);
    await ended(id);
    verdicts.set('b', { answer: 'no', reason: 'status 500' });
    expect((await say('enable web b')).card.title).toContain('status 500');
    expect(members().b).toBe('50 drain');
    verdicts.delete('b');
    expect((await say('enable web b')).card.title).toBe('b is back, exactly as it was');
    expect(members()).toEqual(allBack);
    expect(await stage.tools.lock.holder('web')).toBeUndefined();
  });

  it('is rolled back with the others to what ran there before', async () => {
    const { deploy, members, deployer, say } = await open();
    await ended(await deploy('deploy web v1'));
    deployer.hosts.exitCodes.set('c', 1);
    const id = await deploy('deploy web v2');
    await asking(id);
    deployer.hosts.exitCodes.delete('c');
    await say(`rollback ${id}`);
    await stage.until(`${id}-back`, ({ state }) => isFinal(state));
    expect(Object.fromEntries(deployer.hosts.releases)).toEqual({
      a: 'v1',
      b: 'v1',
      c: 'v1',
      d: 'v1',
      e: 'v1',
    });
    expect(members()).toEqual(allBack);
    expect(await stage.tools.lock.holder('web')).toBeUndefined();
  });

  it('that can be reached no more is never carried on with', async () => {
    const { deploy, members, deployer, say } = await open();
    stage.balancer.onChange(({ op, member }) => {
      if (op === 'drain' && member === 'b') deployer.hosts.unreachable.add('b');
    });
    const id = await deploy('deploy web v2');
    await asking(id);
    expect(deployer.hosts.ran).toEqual(['a v2']);
    await say(`abort ${id}`);
    expect((await ended(id)).state).toBe('aborted');
    // Nothing ran on it: drained but not deployed to goes back with its weight.
    expect(members()).toEqual(allBack);
    expect(await outcomes(id)).toEqual({ a: 'done', b: 'skipped', c: 'skipped', d: 'skipped', e: 'skipped' });
  });

  it('answers by policy where the cluster says so', async () => {
    const { deploy, deployer, members } = await open({ strategy: { onFailure: 'abort' } });
    deployer.hosts.exitCodes.set('b', 7);
    const id = await deploy('deploy web v2');
    expect(await ended(id)).toMatchObject({ state: 'aborted' });
    expect(members()).toEqual({ ...allBack, b: '50 drain' });
    expect(await outcomes(id)).toMatchObject({ a: 'done', b: 'left-out', c: 'skipped' });
  });
});

describe('connections that do not end', () => {
  const stuck = () => {
    const b = stage.balancer.world.pools.get('web')?.find(({ name }) => name === 'b');
    if (b) b.connections = 2;
  };

  it('are asked about, and promote goes on', async () => {
    const { deploy, say, members } = await open();
    stuck();
    const id = await deploy('deploy web v2');
    await asking(id);
    expect((await stage.store.rollouts.questions(id))[0]?.text).toContain('2 connections still open');
    expect(members().b).toBe('50 drain');
    await say(`promote ${id} b`);
    expect((await ended(id)).state).toBe('succeeded');
    expect(members()).toEqual(allBack);
  });

  it('abort the rollout where the policy says so, and the member is back', async () => {
    const { deploy, members } = await open({
      strategy: { onFailure: 'abort', connections: { withinMs: 50, onTimeout: 'abort' } },
    });
    stuck();
    expect((await ended(await deploy('deploy web v2'))).state).toBe('aborted');
    expect(members()).toEqual(allBack);
  });
});

describe('a balancer', () => {
  it('that forgets a drain in the middle of a deploy is told again', async () => {
    const { deploy, deployer, balancer, members } = await open();
    const drains: string[] = [];
    balancer.onChange(({ op, member }) => void (op === 'drain' && drains.push(member)));
    deployer.hosts.onRun = async (host) => {
      if (host !== 'b') return;
      const b = balancer.world.pools.get('web')?.find(({ name }) => name === 'b');
      if (b) b.state = 'ready';
      await expect.poll(() => drains.filter((name) => name === 'b').length).toBe(2);
    };
    expect((await ended(await deploy('deploy web v2'))).state).toBe('succeeded');
    expect(members()).toEqual(allBack);
  });
});

describe('people', () => {
  it('abort a deploy that runs, and the host stays out by name', async () => {
    const { deploy, deployer, say, members } = await open();
    deployer.hosts.endless.add('b');
    const id = await deploy('deploy web v2');
    await expect.poll(() => deployer.hosts.ran).toContain('b v2');
    await say(`abort ${id}`);
    expect((await ended(id)).state).toBe('aborted');
    expect(members()).toEqual({ ...allBack, b: '50 drain' });
    expect(await outcomes(id)).toEqual({
      a: 'done',
      b: 'left-out',
      c: 'skipped',
      d: 'skipped',
      e: 'skipped',
    });
  });

  it('pause and resume', async () => {
    const { deploy, deployer, say } = await open();
    deployer.hosts.onRun = async (host) => {
      const [running] = await stage.store.rollouts.unfinished();
      if (host === 'b') await say(`pause ${running?.id}`);
    };
    const id = await deploy('deploy web v2');
    await stage.until(id, ({ state }) => state === 'paused');
    await expect.poll(() => outcomes(id)).toMatchObject({ b: 'done', c: 'pending' });
    expect(deployer.hosts.ran).toEqual(['a v2', 'b v2']);
    await say(`resume ${id}`);
    expect((await ended(id)).state).toBe('succeeded');
  });

  it('pass the canary, or the rollout waits', async () => {
    const { deploy, deployer, say } = await open({ strategy: { canary: { count: 2 }, gate: 'person' } });
    const id = await deploy('deploy web v2');
    await asking(id);
    expect(deployer.hosts.ran).toHaveLength(2);
    await say(`promote ${id}`);
    expect((await ended(id)).state).toBe('succeeded');
    expect(deployer.hosts.ran).toHaveLength(5);
  });

  it('click once: the same click again gets the same answer', async () => {
    const { say, deployer } = await open();
    const { rollout: id } = await say('deploy web v2');
    const answers = await Promise.all([1, 2, 3].map(() => say(`approve ${id}`, 'bob', 'click-1')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await ended(id ?? '');
    expect(deployer.hosts.ran).toHaveLength(5);
  });

  it('are told no with the reason', async () => {
    const { say } = await open({ access: { approve: ['carol'], deploy: ['alice'], distinctApprover: true } });
    expect((await say('deploy web v2', 'mallory')).card.title).toContain('Only alice may deploy');
    const { rollout: id } = await say('deploy web v2');
    expect((await say(`approve ${id}`, 'alice')).card.title).toContain('Only carol may approve');
    expect((await say('deploy wab v2')).card.title).toContain('did you mean web?');
    expect((await say('depoly web v2')).code).toBe('wrong');
    stage.clock.ahead = 120_000;
    expect((await say(`approve ${id}`, 'carol')).card.title).toContain('lapsed');
  });

  it('approve what they saw: a changed weight shows the new plan instead', async () => {
    const { say, balancer, deployer } = await open();
    const { rollout: id } = await say('deploy web v2');
    const d = balancer.world.pools.get('web')?.find(({ name }) => name === 'd');
    if (d) d.weight = 77;
    const answer = await say(`approve ${id}`);
    expect(answer.code).toBe('refused');
    expect(JSON.stringify(answer.card)).toContain('77');
    expect(deployer.hosts.ran).toEqual([]);
    expect((await say(`approve ${id}`)).code).toBe('ok');
    expect((await ended(id ?? '')).state).toBe('succeeded');
    expect(stage.members().d).toBe('77 ready');
  });

  it('lock a cluster against rollouts', async () => {
    const { say } = await open();
    await say('lock web "db migration"', 'bob');
    const { rollout: id } = await say('deploy web v2');
    expect((await say(`approve ${id}`)).card.title).toContain('locked by bob (db migration)');
    await say('unlock web', 'bob');
    expect((await say(`approve ${id}`)).code).toBe('ok');
    await ended(id ?? '');
  });
});
