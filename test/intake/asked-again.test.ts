import { describe, expect, it } from 'vitest';
import { keepStage } from '../workflow/keep-stage.ts';
import { takeOut } from '../workflow/override-stage.ts';
import { allBack, type Stage } from '../workflow/stage.ts';

const { open, restart } = keepStage();
const soon = { timeout: 30_000 };

/** The next probe is held up until it may go on. */
function holdUp(stage: Stage) {
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let asked = 0;
  stage.probing.onCheck = () => {
    asked += 1;
    return held;
  };
  return { goOn, asked: () => asked };
}

describe('a request that comes again after a process died before it kept its answer', () => {
  it('makes no second rollout', async () => {
    let stage = await open({ access: { approvals: 0 } });
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b', 'alice', 'again-1');
    await stage.ended(id);
    await stage.forgetAnswer('again-1');
    stage = await restart();
    expect((await stage.say('deploy web v2 --hosts b', 'alice', 'again-1')).rollout).toBe(id);
    expect((await stage.store.rollouts.history('web', 9)).map((each) => each.id)).toEqual([id]);
    expect(stage.deployer.hosts.ran).toEqual(['b v2']);
    expect(stage.members()).toEqual(allBack);
  });

  it('counts once as a wish, and is answered like the first time', async () => {
    const stage = await open();
    stage.deployer.hosts.endless.add('b');
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    await expect.poll(() => stage.deployer.hosts.ran, soon).toEqual(['b v2']);
    for (const text of [`pause ${id}`, `resume ${id}`, `abort ${id}`]) {
      const request = `again ${text}`;
      expect((await stage.say(text, 'alice', request)).code).toBe('ok');
      await stage.forgetAnswer(request);
      expect((await stage.say(text, 'alice', request)).code).toBe('ok');
    }
    await stage.ended(id);
    expect(await stage.store.steers.of(id)).toHaveLength(3);
  });

  it('brings a host back once, while it is under way and after that', async () => {
    const stage = await open();
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    const { goOn, asked } = holdUp(stage);
    const first = stage.say('enable web b', 'alice', 'again-enable');
    await expect.poll(asked, soon).toBe(1);
    expect(await first).toMatchObject({ code: 'ok' });
    await stage.forgetAnswer('again-enable');
    const second = stage.say('enable web b', 'alice', 'again-enable');
    expect(await second).toEqual(await first);
    goOn();
    await expect.poll(() => stage.tools.lock.holder('web'), soon).toBeUndefined();
    await stage.forgetAnswer('again-enable');
    const third = await stage.say('enable web b', 'alice', 'again-enable');
    expect(third).toMatchObject({ code: 'ok', card: { title: 'b is back, exactly as it was' } });
    expect(await stage.say('enable web b')).toMatchObject({ code: 'refused' });
    expect(asked()).toBe(1);
    expect(stage.members()).toEqual(allBack);
  });

  it('ends an override once', async () => {
    const stage = await open();
    const override = await takeOut(stage, 'disable web b for 30m kernel panic');
    const first = await stage.say('enable web b', 'alice', 'again-override');
    expect(first).toMatchObject({ code: 'ok', override });
    await stage.forgetAnswer('again-override');
    expect(await stage.say('enable web b', 'alice', 'again-override')).toEqual(first);
    expect(await stage.say('enable web b')).toMatchObject({ code: 'refused' });
    expect(stage.members()).toEqual(allBack);
  });
});
