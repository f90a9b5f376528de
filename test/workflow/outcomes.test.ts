import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/model/failure.ts';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open } = keepStage();
const soon = { timeout: 30_000 };

/** A rollout of b, whose balancer does not see it healthy after its job. */
async function fallIll(stage: Stage): Promise<string> {
  stage.deployer.hosts.onRun = () => {
    stage.member('b').health = 'down';
  };
  const id = await stage.deploy('deploy web v2 --hosts b');
  expect(await stage.asked(id)).toContain('b has its weight back, but lb/web sees it down');
  return id;
}

/** On the release and in service, whatever the balancer thinks of it: nothing is held, and nothing is glossed over. */
async function expectUnwell(stage: Stage, id: string): Promise<void> {
  expect(await stage.ended(id)).toMatchObject({ state: 'failed', reason: 'not seen healthy: b' });
  expect(await stage.outcomes(id)).toEqual({ b: 'unwell' });
  expect((await stage.store.rollouts.host(id, 'b')).reason).not.toContain('stays out');
  expect(stage.members()).toEqual(allBack);
  expect(await stage.store.custody.all()).toEqual([]);
}

describe('a host that its balancer does not see healthy', () => {
  it('is unwell when it is left so', async () => {
    const stage = await open();
    const id = await fallIll(stage);
    await stage.say(`skip ${id} b`);
    await expectUnwell(stage, id);
  });

  it('is still unwell when a retry ended before it changed anything', async () => {
    const stage = await open();
    const id = await fallIll(stage);
    stage.deployer.hosts.unreachable.add('b');
    await stage.say(`retry ${id} b`);
    const asked = async () => (await stage.store.rollouts.questions(id))[0]?.text ?? '';
    await expect.poll(asked, soon).toContain("can't be reached");
    await stage.say(`skip ${id} b`);
    await expectUnwell(stage, id);
  });

  it('is done when a retry finds it well', async () => {
    const stage = await open();
    const id = await fallIll(stage);
    stage.deployer.hosts.onRun = () => {
      stage.member('b').health = 'up';
    };
    await stage.say(`retry ${id} b`);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(await stage.outcomes(id)).toEqual({ b: 'done' });
    expect(stage.members()).toEqual(allBack);
  });
});

it('a verified host whose balancer was silent at its restore is given back by an abort', async () => {
  const stage = await open();
  const silent = new Failure('unreachable', 'lb/web', 'lb/web does not answer');
  stage.deployer.hosts.onRun = () => {
    for (let n = 1; n <= 100; n += 1) stage.balancer.fault('apply', n, silent);
  };
  const id = await stage.deploy('deploy web v2 --hosts b');
  expect(await stage.asked(id)).toContain('does not answer');
  expect(stage.members().b).toBe('50 drain');
  stage.balancer.heal();
  await stage.say(`abort ${id}`);
  expect((await stage.ended(id)).state).toBe('aborted');
  expect(await stage.outcomes(id)).toEqual({ b: 'done' });
  expect(stage.members()).toEqual(allBack);
  expect(await stage.store.custody.all()).toEqual([]);
});

it('connections that do not end abort the rollout where the policy says so, although failures pause it', async () => {
  const stage = await open({
    strategy: { onFailure: 'pause', connections: { withinMs: 50, onTimeout: 'abort' } },
  });
  stage.member('b').connections = 2;
  const id = await stage.deploy('deploy web v2 --hosts b');
  expect((await stage.ended(id)).state).toBe('aborted');
  expect(await stage.outcomes(id)).toEqual({ b: 'skipped' });
  expect(stage.members()).toEqual(allBack);
  expect(stage.deployer.hosts.ran).toEqual([]);
});

describe('a canary whose host failed', () => {
  for (const gate of ['person', 'probe'] as const) {
    it(`asks with the truth where the gate is a ${gate}`, async () => {
      const stage = await open({ strategy: { canary: { count: 1 }, gate } });
      stage.deployer.hosts.exitCodes.set('a', 7);
      const id = await stage.deploy('deploy web v2 --hosts a,b');
      await stage.asked(id);
      await stage.say(`skip ${id} a`);
      const asked = async () => (await stage.store.rollouts.questions(id))[0]?.text ?? '';
      await expect.poll(asked, soon).toContain('The canary is not well: a was left out of service');
      expect(await asked()).not.toContain('is on v2');
      await stage.say(`abort ${id}`);
      await stage.ended(id);
      expect(await stage.outcomes(id)).toEqual({ a: 'left-out', b: 'skipped' });
      expect(stage.deployer.hosts.ran).toEqual(['a v2']);
    });
  }
});
