import { expect, it, vi } from 'vitest';
import { Failure } from '../../src/model/failure.ts';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open, restart } = keepStage();
const soon = { timeout: 30_000 };

/** What runs on b and c now. */
const releases = ({ deployer }: Stage) => ['b', 'c'].map((host) => deployer.hosts.releases.get(host));

/** v1 on b and c, then a rollout of v2 that asks, as c failed. */
async function failAtC(stage: Stage): Promise<string> {
  await stage.ended(await stage.deploy('deploy web v1 --hosts b,c'));
  stage.deployer.hosts.exitCodes.set('c', 1);
  const id = await stage.deploy('deploy web v2 --hosts b,c');
  return id;
}

it('by policy happens once: where it fails itself, it asks', async () => {
  const stage = await open({ strategy: { onFailure: 'rollback' } });
  const id = await failAtC(stage);
  const back = `${id}-back`;
  expect(await stage.ended(id)).toMatchObject({ state: 'aborted', reason: expect.stringContaining(back) });
  await stage.until(back, ({ state }) => state === 'waiting');
  expect(await stage.asked(back)).toContain('exit code 1');
  stage.deployer.hosts.exitCodes.clear();
  await stage.say(`retry ${back} c`);
  expect((await stage.ended(back)).state).toBe('succeeded');
  expect(releases(stage)).toEqual(['v1', 'v1']);
  expect(stage.members()).toEqual(allBack);
  expect(await stage.store.rollouts.get(`${back}-back`)).toBeUndefined();
});

it('happens once the balancer is back that was silent when it was asked for', async () => {
  const stage = await open();
  const id = await failAtC(stage);
  await stage.asked(id);
  stage.deployer.hosts.exitCodes.clear();
  const silent = new Failure('unreachable', 'lb/web', 'lb/web does not answer');
  const read = vi.spyOn(stage.balancer, 'read').mockRejectedValue(silent);
  await stage.say(`rollback ${id}`);
  await stage.ended(id);
  const back = `${id}-back`;
  // Longer than any patience: it has asked, and is still there.
  await stage.until(back, ({ state }) => state === 'waiting');
  read.mockRestore();
  await stage.say(`retry ${back}`);
  expect((await stage.ended(back)).state).toBe('succeeded');
  expect(releases(stage)).toEqual(['v1', 'v1']);
  expect(stage.members()).toEqual(allBack);
  expect(await stage.tools.lock.holder('web')).toBeUndefined();
});

it('gives back what was kept first, though the balancer was restarted and has forgotten drain and weight', async () => {
  // The rollback comes before anybody has looked whether it is still drained.
  const stage = await open({ pace: { keepOutMs: 60_000 } });
  stage.member('c').weight = 40;
  const id = await failAtC(stage);
  await stage.asked(id);
  stage.deployer.hosts.exitCodes.clear();
  Object.assign(stage.member('c'), { weight: 100, state: 'ready' });
  await stage.say(`rollback ${id}`);
  expect((await stage.ended(`${id}-back`)).state).toBe('succeeded');
  expect(releases(stage)).toEqual(['v1', 'v1']);
  expect(stage.members().c).toBe('40 ready');
});

it('is begun by the rollout that it takes back, where the process dies in between', async () => {
  let stage = await open();
  const id = await failAtC(stage);
  await stage.asked(id);
  stage.deployer.hosts.exitCodes.clear();
  const back = `${id}-back`;
  const { journal } = stage.store;
  const { record } = journal;
  let planned = false;
  vi.spyOn(journal, 'record').mockImplementation(async (entry) => {
    const isNew = await record(entry);
    planned ||= entry.key === `${back}/planned`;
    return planned ? new Promise<never>(() => undefined) : isNew;
  });
  await stage.say(`rollback ${id}`);
  await expect.poll(() => planned, soon).toBe(true);
  expect(await stage.store.rollouts.get(back)).toMatchObject({ state: 'queued' });
  stage = await restart();
  expect(stage.begunAtStart).toEqual([]);
  await stage.ended(id);
  expect((await stage.ended(back)).state).toBe('succeeded');
  expect(releases(stage)).toEqual(['v1', 'v1']);
  expect(stage.members()).toEqual(allBack);
  expect(await stage.tools.lock.holder('web')).toBeUndefined();
});

it('asks for no canary, and a second one does not go forward again', async () => {
  const stage = await open({ strategy: { canary: { count: 1 }, gate: 'person' } });
  for (const release of ['v1', 'v2']) {
    const id = await stage.deploy(`deploy web ${release} --hosts b,c`);
    expect(await stage.asked(id)).toContain(`is on ${release}. Promote it`);
    await stage.say(`promote ${id}`);
    await stage.ended(id);
  }
  expect((await stage.ended(await stage.deploy('rollback web'))).state).toBe('succeeded');
  expect(releases(stage)).toEqual(['v1', 'v1']);
  const again = await stage.say('rollback web');
  expect(again).toMatchObject({ code: 'refused' });
  expect(JSON.stringify(again.card)).not.toContain('v2');
});

it('of hosts whose release nobody knows is refused, after a restart of them too', async () => {
  const stage = await open();
  expect((await stage.ended(await stage.deploy('restart web --hosts b'))).state).toBe('succeeded');
  expect(await stage.store.releases.of('web')).toEqual(new Map());
  await stage.ended(await stage.deploy('deploy web v2 --hosts b'));
  const answer = await stage.say('rollback web');
  expect(answer).toMatchObject({ code: 'refused' });
  expect(answer.card.title).toContain('No earlier release is known');
});

it('that is clicked in a rollout’s last moment happens where it was accepted', async () => {
  const stage = await open();
  await stage.ended(await stage.deploy('deploy web v1 --hosts b,c'));
  const { steers } = stage.store;
  const { of } = steers;
  let clicked: Awaited<ReturnType<Stage['say']>> | undefined;
  vi.spyOn(steers, 'of').mockImplementation(async (id) => {
    const wishes = await of(id);
    const over = Object.values(await stage.outcomes(id)).every((outcome) => outcome === 'done');
    // Who looked before the click does not know of it.
    if (over && !clicked) clicked = await stage.say(`rollback ${id}`);
    return wishes;
  });
  const id = await stage.deploy('deploy web v2 --hosts b,c');
  await stage.ended(id);
  expect(clicked?.code).toBe('ok');
  expect((await stage.ended(`${id}-back`)).state).toBe('succeeded');
  expect(releases(stage)).toEqual(['v1', 'v1']);
  expect(stage.members()).toEqual(allBack);
});

it('that is clicked while a rollout ends is refused', async () => {
  const stage = await open();
  await stage.ended(await stage.deploy('deploy web v1 --hosts b,c'));
  const { rollouts } = stage.store;
  let click: Promise<Awaited<ReturnType<Stage['say']>>> | undefined;
  stage.deployer.release = async () => {
    const [rollout] = await rollouts.unfinished();
    if (rollout?.release !== 'v2' || click) return;
    const over = Object.values(await stage.outcomes(rollout.id)).every((outcome) => outcome === 'done');
    if (over) click = stage.say(`rollback ${rollout.id}`);
  };
  const id = await stage.deploy('deploy web v2 --hosts b,c');
  expect((await stage.ended(id)).state).toBe('succeeded');
  await expect(click).resolves.toMatchObject({ code: 'refused' });
  expect(await rollouts.get(`${id}-back`)).toBeUndefined();
  expect(releases(stage)).toEqual(['v2', 'v2']);
});
