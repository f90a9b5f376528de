import { describe, expect, it, vi } from 'vitest';
import { isFinal, type Rollout } from '../../src/model/rollout.ts';
import { keepStage } from './keep-stage.ts';
import { overrideWhen, takeOut } from './override-stage.ts';
import { hang } from './recovery-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open, restart } = keepStage();
const out = { ...allBack, b: '50 drain' };

/** The bot looks again and again, as it does by itself every few seconds. */
async function endedByLooking(stage: Stage, id: string): Promise<Rollout> {
  const look = async () => {
    await stage.desk.takeUpGivenUp();
    const now = await stage.store.rollouts.get(id);
    return now && isFinal(now.state) ? now : undefined;
  };
  await expect.poll(look).toBeDefined();
  return stage.ended(id);
}

/** Stays at the place until it is let go of, in the same process too. */
function gate() {
  let reached = () => {};
  let letGo = () => {};
  const isThere = new Promise<void>((resolve) => (reached = resolve));
  const open = new Promise<void>((resolve) => (letGo = resolve));
  const pass = async () => {
    reached();
    await open;
  };
  return { isThere, letGo, pass };
}

const ofItself =
  /"text":"stopped by an error of the bot's own: its work was cancelled in the engine; `drained` shows/;

describe('a rollout whose work the engine gave up', () => {
  it('ends after a restart, with what it holds named as left out and its lock free', async () => {
    let stage = await open();
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    const hung = await hang(stage, 'b', 'deploy');
    await stage.giveUp(id, `${id}/b`);
    stage = await restart();
    hung.letGo(stage);
    expect(await endedByLooking(stage, id)).toMatchObject({
      state: 'aborted',
      reason: 'left out: b; not changed: c',
    });
    expect(await stage.story(id)).toMatch(ofItself);
    expect(await stage.outcomes(id)).toEqual({ b: 'left-out', c: 'skipped' });
    expect(stage.members()).toEqual(out);
    expect(await stage.tools.lock.holder('web')).toBeUndefined();
    expect((await stage.say('enable web b')).card.title).toBe('b is back, exactly as it was');
    expect(stage.members()).toEqual(allBack);
  });

  it('gives back a host on which nothing ran', async () => {
    let stage = await open();
    stage.member('b').connections = 3;
    const id = await stage.deploy('deploy web v2 --hosts b');
    await expect.poll(() => stage.members().b).toBe('50 drain');
    await stage.giveUp(id, `${id}/b`);
    stage = await restart();
    expect(await endedByLooking(stage, id)).toMatchObject({ state: 'aborted', reason: 'not changed: b' });
    expect(stage.members()).toEqual(allBack);
  });

  it('holds its lock and its host for as long as a step of it runs in a process that lives', async () => {
    const stage = await open();
    const verify = gate();
    stage.probing.onCheck = verify.pass;
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    await verify.isThere;
    await stage.giveUp(id, `${id}/b`);
    for (let looks = 0; looks < 5; looks += 1) await stage.desk.takeUpGivenUp();
    expect((await stage.tools.lock.holder('web'))?.name).toBe(id);
    expect((await stage.outcomes(id)).b).toBe('active');
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    verify.letGo();
    expect((await endedByLooking(stage, id)).state).toBe('aborted');
    for (let looks = 0; looks < 3; looks += 1) await stage.desk.takeUpGivenUp();
    expect((await stage.story(id)).match(/"state":"aborted"/g)).toHaveLength(1);
    expect(await stage.outcomes(id)).toEqual({ b: 'left-out', c: 'skipped' });
    expect(await stage.tools.lock.holder('web')).toBeUndefined();
    stage.verdicts.delete('b');
    await stage.say('enable web b');
    expect(stage.members()).toEqual(allBack);
  });

  it('ends too where that befell one of its hosts only, and what was asked about it is over', async () => {
    const stage = await open();
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    await stage.asked(id);
    await stage.giveUp(`${id}/b`);
    await stage.say(`retry ${id} b`);
    expect((await endedByLooking(stage, id)).state).toBe('aborted');
    expect(await stage.outcomes(id)).toEqual({ b: 'left-out', c: 'skipped' });
    expect(await stage.store.rollouts.questions(id)).toEqual([]);
    stage.verdicts.delete('b');
    await stage.say('enable web b');
    expect(stage.members()).toEqual(allBack);
  });

  it('is taken back where somebody wants that', async () => {
    let stage = await open();
    await stage.ended(await stage.deploy('deploy web v1 --hosts b'));
    const id = await stage.deploy('deploy web v2 --hosts b');
    const hung = await hang(stage, 'b', 'verify');
    await stage.say(`rollback ${id}`);
    await stage.giveUp(id, `${id}/b`);
    stage = await restart();
    hung.letGo(stage);
    await endedByLooking(stage, id);
    expect((await stage.ended(`${id}-back`)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
    expect(await stage.tools.lock.holder('web')).toBeUndefined();
  });

  it('is dropped where it was not begun', async () => {
    const stage = await open();
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    const lock = vi.spyOn(stage.tools.lock, 'acquire').mockRejectedValue(new Error('a bug'));
    await stage.say(`approve ${id}`);
    await expect.poll(() => lock.mock.calls.length).toBeGreaterThan(0);
    expect(await endedByLooking(stage, id)).toMatchObject({
      state: 'dropped',
      reason: "stopped by an error of the bot's own; nothing was changed",
    });
    expect(await stage.story(id)).toContain("stopped by an error of the bot's own: a bug;");
    expect(stage.members()).toEqual(allBack);
  });

  it('is let be where it has ended, or waits to be approved', async () => {
    const stage = await open();
    const id = await stage.deploy('deploy web v2 --hosts b');
    expect((await stage.ended(id)).state).toBe('succeeded');
    const { rollout: waits = '' } = await stage.say('deploy web v3 --hosts b');
    await stage.desk.takeUpGivenUp();
    expect((await stage.store.rollouts.get(id))?.state).toBe('succeeded');
    expect((await stage.store.rollouts.get(waits))?.state).toBe('awaiting-approval');
    await stage.say(`reject ${waits}`);
  });
});

describe('an override whose work the engine gave up', () => {
  it('is worked on after a restart, as often as that happens: `enable` is heard', async () => {
    let stage = await open();
    const id = await takeOut(stage, 'disable web b kernel panic');
    await stage.giveUp(`override/${id}`);
    stage = await restart();
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'asking');
    await stage.giveUp(`override/${id}/1`);
    stage = await restart();
    stage.verdicts.delete('b');
    await expect.poll(async () => (await stage.desk.workers()).get(id)).toBeDefined();
    // What it was asked before it asked back counts no more.
    expect((await stage.store.overrides.get(id))?.state).toBe('asking');
    expect(stage.members()).toEqual(out);
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('that has given everything back only ends', async () => {
    let stage = await open();
    const id = await takeOut(stage, 'disable web b kernel panic');
    stage.probing.onCheck = () => new Promise<never>(() => undefined);
    // The process that would answer dies over it.
    void stage.say('enable web b');
    await overrideWhen(stage, id, 'returning');
    await stage.giveUp(`override/${id}`);
    for (const { pool, member, host, saved } of await stage.store.custody.all()) {
      const body = { type: 'restored' as const, host, pool, member, saved };
      await stage.store.journal.record({ rollout: id, cluster: 'web', key: `${id}/back`, body });
    }
    stage.member('b').state = 'ready';
    stage = await restart();
    stage.probing.onCheck = () => undefined;
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });
});
