import { describe, expect, it } from 'vitest';
import { keepStage } from './keep-stage.ts';
import { overrideWhen, takeOut } from './override-stage.ts';
import { hang } from './recovery-stage.ts';
import { allBack } from './stage.ts';

const { open, restart } = keepStage();
const out = { ...allBack, b: '50 drain' };

describe('a rollout whose work the engine gave up', () => {
  it('ends after a restart, with what it holds named as left out and its lock free', async () => {
    let stage = await open();
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    const hung = await hang(stage, 'b', 'deploy');
    await stage.giveUp(id, `${id}/b`);
    stage = await restart();
    hung.letGo(stage);
    expect(await stage.ended(id)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/^stopped by an error of the bot's own: .*`drained` shows what is held$/),
    });
    expect(await stage.outcomes(id)).toEqual({ b: 'left-out', c: 'skipped' });
    expect(stage.members()).toEqual(out);
    expect(await stage.tools.lock.holder('web')).toBeUndefined();
    expect((await stage.say('enable web b')).card.title).toBe('b is back, exactly as it was');
    expect(stage.members()).toEqual(allBack);
  });

  it('ends while its process lives, once a host that goes on has stopped', async () => {
    const stage = await open();
    let letGo = () => {};
    const checked = new Promise<void>((resolve) => {
      stage.probing.onCheck = () => {
        resolve();
        return new Promise((go) => (letGo = go));
      };
    });
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    await checked;
    await stage.giveUp(id);
    await stage.desk.takeUpGivenUp();
    stage.probing.onCheck = () => undefined;
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    letGo();
    expect((await stage.ended(id)).state).toBe('failed');
    await stage.desk.takeUpGivenUp();
    expect((await stage.story(id)).match(/"state":"failed"/g)).toHaveLength(1);
    expect(await stage.outcomes(id)).toEqual({ b: 'left-out', c: 'skipped' });
    expect(await stage.tools.lock.holder('web')).toBeUndefined();
    stage.verdicts.delete('b');
    await stage.say('enable web b');
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
