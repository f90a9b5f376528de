import { describe, expect, it, vi } from 'vitest';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open } = keepStage();
const soon = { timeout: 30_000 };

/** A rollout whose job failed on b, and was aborted: b stays out, as its code is suspect. */
async function leaveOutB(stage: Stage): Promise<string> {
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2');
  await stage.asked(id);
  await stage.say(`abort ${id}`);
  await stage.ended(id);
  expect(stage.members()).toEqual({ ...allBack, b: '50 drain' });
  stage.deployer.hosts.exitCodes.delete('b');
  return id;
}

it('gets back exactly what it had where its balancer drains by weight 0, also from the rollout after the next', async () => {
  const stage = await open();
  stage.balancer.world.drainsByWeight = true;
  stage.deployer.hosts.exitCodes.set('b', 7);
  for (const release of ['v2', 'v3']) {
    const id = await stage.deploy(`deploy web ${release} --hosts b`);
    await stage.asked(id);
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    expect(stage.members()).toEqual({ ...allBack, b: '0 ready' });
  }
  stage.deployer.hosts.exitCodes.delete('b');
  const next = await stage.deploy('deploy web v4 --hosts a,b');
  expect((await stage.ended(next)).state).toBe('succeeded');
  expect(stage.members()).toEqual(allBack);
});

it('keeps its weight where the drain of the rollout that left it out lands only now', async () => {
  const stage = await open();
  await leaveOutB(stage);
  stage.member('b').state = 'ready';
  const { turns } = stage.tools;
  let landed = () => {};
  const drain = turns.inTurn('lb/web', () => new Promise<void>((resolve) => (landed = resolve)));
  const asks = [vi.spyOn(turns, 'inTurn'), vi.spyOn(turns, 'inTurns')];
  const next = await stage.deploy('deploy web v3 --hosts b');
  const waits = () => asks.some(({ mock }) => mock.calls.some(([key]) => [key].flat().includes('lb/web')));
  await expect.poll(waits).toBe(true);
  stage.member('b').state = 'drain';
  landed();
  await drain;
  expect((await stage.ended(next)).state).toBe('succeeded');
  expect(stage.members()).toEqual(allBack);
});

it('stays out through a rollout that skips it, and a verified deploy brings it back', async () => {
  const stage = await open();
  await leaveOutB(stage);
  let id = '';
  stage.deployer.hosts.onRun = async (host) => void (host === 'a' && (await stage.say(`skip ${id} b`)));
  id = (await stage.say('deploy web v3 --hosts a,b')).rollout ?? '';
  await stage.say(`approve ${id}`);
  expect(await stage.ended(id)).toMatchObject({ state: 'failed', reason: 'left out: b' });
  expect(stage.members().b).toBe('50 drain');
  expect(await stage.outcomes(id)).toEqual({ a: 'done', b: 'left-out' });
  expect((await stage.store.rollouts.host(id, 'b')).reason).toContain('its code is suspect');
  const next = await stage.deploy('deploy web v4 --hosts b');
  expect((await stage.ended(next)).state).toBe('succeeded');
  expect(stage.members()).toEqual(allBack);
});

it('stays out where the next rollout stops at it before its job, and `enable` brings it back', async () => {
  const stage = await open();
  await leaveOutB(stage);
  stage.deployer.hosts.unreachable.add('b');
  const id = await stage.deploy('deploy web v3 --hosts b');
  expect(await stage.asked(id)).toContain("b can't be reached");
  expect(stage.members().b).toBe('50 drain');
  await stage.say(`skip ${id} b`);
  await stage.ended(id);
  expect(stage.members().b).toBe('50 drain');
  expect(await stage.outcomes(id)).toEqual({ b: 'left-out' });
  stage.deployer.hosts.unreachable.clear();
  await stage.say('enable web b');
  await expect.poll(() => stage.members(), soon).toEqual(allBack);
});

describe('given back by `enable` after the end', () => {
  const shownOf = async (stage: Stage, id: string) =>
    (await stage.say(`status ${id}`)).card.lines?.map(({ label, text }) => [label, text].join(' '));

  it('is not said to be on a release whose deploy failed there', async () => {
    const stage = await open();
    const id = await leaveOutB(stage);
    expect((await shownOf(stage, id))?.join()).not.toContain('no host has the new release');
    await stage.say('enable web b');
    await expect.poll(() => stage.outcomes(id), soon).toMatchObject({ b: 'returned' });
    expect(await shownOf(stage, id)).toContainEqual(
      expect.stringMatching(
        /^b back in service, out .*: brought back by alice; the job of r\d+ did not end well there, so its release is not known$/u,
      ),
    );
  });

  it('is on the release where only its verifying failed', async () => {
    const stage = await open();
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    expect(await shownOf(stage, id)).not.toContain(' no host has the new release');
    stage.verdicts.delete('b');
    await stage.say('enable web b');
    await expect.poll(() => stage.outcomes(id), soon).toEqual({ b: 'done' });
  });
});

it('stays out where the rollback can not reach it, which asks', async () => {
  const stage = await open();
  await stage.ended(await stage.deploy('deploy web v1 --hosts a,b'));
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2 --hosts a,b');
  await stage.asked(id);
  stage.deployer.hosts.unreachable.add('b');
  await stage.say(`rollback ${id}`);
  await stage.until(`${id}-back`, ({ state }) => state === 'waiting');
  expect(await stage.asked(`${id}-back`)).toContain("b can't be reached");
  expect(stage.members().b).toBe('50 drain');
  await stage.say(`abort ${id}-back`);
  expect(await stage.ended(`${id}-back`)).toMatchObject({
    state: 'aborted',
    reason: expect.stringContaining('left out: b'),
  });
  expect(stage.members()).toEqual({ ...allBack, b: '50 drain' });
});

it('that somebody put in maint stays in maint through the next rollout', async () => {
  const stage = await open();
  await leaveOutB(stage);
  stage.member('b').state = 'maint';
  const id = await stage.deploy('deploy web v3 --hosts b');
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(stage.members()).toEqual({ ...allBack, b: '50 maint' });
  expect(stage.deployer.hosts.releases.get('b')).toBe('v3');
  expect(await stage.store.custody.all()).toEqual([]);
});

it('that somebody gave back is let go of twice in one attempt, and nothing of it is held in the end', async () => {
  const stage = await open();
  await leaveOutB(stage);
  stage.member('b').state = 'ready';
  stage.member('d').health = 'down';
  stage.member('e').health = 'down';
  const id = await stage.deploy('deploy web v3 --hosts b');
  expect(await stage.asked(id)).toContain('must keep 3');
  await stage.say(`skip ${id} b`);
  await stage.ended(id);
  expect(await stage.outcomes(id)).toEqual({ b: 'skipped' });
  expect(stage.members()).toEqual(allBack);
  expect(await stage.store.custody.all()).toEqual([]);
});

it('is told to be back when a second `enable` brings it back', async () => {
  const stage = await open();
  const id = await leaveOutB(stage);
  stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
  await stage.say('enable web b');
  await expect.poll(() => stage.story(id), soon).toContain('b was not brought back');
  await expect.poll(() => stage.tools.lock.holder('web'), soon).toBeUndefined();
  stage.verdicts.delete('b');
  await stage.say('enable web b');
  await expect.poll(() => stage.outcomes(id), soon).toMatchObject({ b: 'returned' });
  expect(stage.members()).toEqual(allBack);
  expect((await stage.say('drained')).card.title).toBe('No member is held out of service');
  const { card } = await stage.say(`status ${id}`);
  expect(card.lines?.find(({ label }) => label === 'b')?.text).toMatch(
    /^back in service, .*brought back by alice/u,
  );
});

it('is drained again while its question is open, when its balancer forgets the drain', async () => {
  const stage = await open();
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2 --hosts b');
  await stage.asked(id);
  stage.member('b').state = 'ready';
  await expect.poll(() => stage.members().b, soon).toBe('50 drain');
  await stage.say(`abort ${id}`);
  await stage.ended(id);
  expect(stage.members().b).toBe('50 drain');
});
