import { expect, it } from 'vitest';
import { keepStage } from '../workflow/keep-stage.ts';
import { allBack, type Stage } from '../workflow/stage.ts';

const { open } = keepStage();
const soon = { timeout: 30_000 };

/** An `enable` of b that is held up while its probe is asked. */
async function enableSlowly(stage: Stage) {
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2 --hosts b');
  await stage.asked(id);
  await stage.say(`abort ${id}`);
  await stage.ended(id);
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let asked = false;
  stage.probing.onCheck = () => {
    asked = true;
    return held;
  };
  const enabling = stage.say('enable web b');
  await expect.poll(() => asked, soon).toBe(true);
  return { id, goOn, enabling };
}

it('refuses a lock while a host is brought back, by the same person too', async () => {
  const stage = await open();
  const { enabling, goOn } = await enableSlowly(stage);
  for (const person of ['alice', 'bob']) {
    const answer = await stage.say('lock web database migration', person);
    expect(answer).toMatchObject({ code: 'refused' });
    expect(answer.card.title).toContain('web is locked by alice: enable b (brings b back)');
  }
  goOn();
  await enabling;
  await expect.poll(() => stage.tools.lock.holder('web'), soon).toBeUndefined();
  expect(stage.members()).toEqual(allBack);
});

it('that a person took in the meantime is not freed by the end of `enable`, which changes nothing then', async () => {
  const stage = await open();
  const { id, enabling, goOn } = await enableSlowly(stage);
  expect((await stage.say('unlock web')).code).toBe('ok');
  expect((await stage.say('lock web database migration')).code).toBe('ok');
  goOn();
  await enabling;
  await expect
    .poll(() => stage.story(id), soon)
    .toContain('b was not brought back: the lock of web was taken');
  expect(await stage.tools.lock.holder('web')).toMatchObject({ name: 'alice', reason: 'database migration' });
  expect(stage.members().b).toBe('50 drain');
});

it('of a rollout can be freed once it has ended, and not before', async () => {
  const stage = await open();
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2 --hosts b');
  await stage.asked(id);
  expect((await stage.say('unlock web')).card.title).toContain(`Rollout ${id} holds web until it ends`);
  await stage.say(`abort ${id}`);
  await stage.ended(id);
  // Left behind, however it came to that.
  await stage.tools.lock.steal('web', { kind: 'rollout', name: id, reason: 'deploy v2' });
  expect((await stage.say('unlock web')).code).toBe('ok');
  expect(await stage.tools.lock.holder('web')).toBeUndefined();
});
