import { describe, expect, it } from 'vitest';
import { keepStage } from '../workflow/keep-stage.ts';
import { allBack } from '../workflow/stage.ts';

const { open, restart } = keepStage();
const soon = { timeout: 30_000 };

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
});
