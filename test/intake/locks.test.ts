import { describe, expect, it } from 'vitest';
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

describe('a person’s lock', () => {
  it('ends by itself where it was asked for so, and `locks` shows when', async () => {
    const stage = await open();
    const locked = await stage.say('lock web for 2h database move');
    expect(locked).toMatchObject({ code: 'ok', open: true });
    expect(locked.card.title).toMatch(/^web is locked until .*\d\d:\d\d: database move\./u);
    expect((await stage.say('locks')).card.table?.head).toContain('until');
    const refused = await stage.say('lock web other work', 'bob');
    expect(refused.card.title).toMatch(
      /^web is locked by alice \(database move\) since .+ until .+; `unlock web` frees it$/u,
    );
    stage.clock.ahead = 2 * 3_600_000 + 1_000;
    expect((await stage.say('locks')).card.title).toBe('No cluster is locked');
    expect((await stage.say('lock web other work', 'bob')).code).toBe('ok');
  });

  it('may be freed by others, and it is said whose it was', async () => {
    const stage = await open({ access: { deploy: ['alice', 'bob'] } });
    await stage.say('lock web database move');
    expect((await stage.say('unlock web', 'eve')).code).toBe('refused');
    const freed = await stage.say('unlock web', 'bob', 'free it');
    expect(freed).toMatchObject({ code: 'ok', open: true });
    expect(freed.card.title).toBe('web is free again; it was locked by alice (database move)');
    expect(await stage.store.journal.byKey('request/free it')).toMatchObject({
      person: 'bob',
      reason: 'was locked by alice: database move',
    });
  });

  it('is taken once, also where the answer was lost', async () => {
    const stage = await open();
    await stage.say('lock web for 2h database move', 'alice', 'lock-1');
    const before = await stage.tools.lock.holder('web');
    await stage.forgetAnswer('lock-1');
    expect((await stage.say('lock web for 2h database move', 'alice', 'lock-1')).code).toBe('ok');
    expect(await stage.tools.lock.holder('web')).toEqual(before);
    expect((await stage.say('lock web another reason')).code).toBe('refused');
  });

  it('is neither taken nor freed by a request that comes again after others went on', async () => {
    const stage = await open();
    await stage.say('lock web database move', 'alice', 'lock-1');
    await stage.say('unlock web', 'alice', 'free-1');
    await stage.forgetAnswer('lock-1');
    await stage.say('lock web database move', 'alice', 'lock-1');
    expect(await stage.tools.lock.holder('web')).toBeUndefined();
    await stage.say('lock web audit', 'bob');
    await stage.forgetAnswer('free-1');
    expect((await stage.say('unlock web', 'alice', 'free-1')).code).toBe('ok');
    expect(await stage.tools.lock.holder('web')).toMatchObject({ name: 'bob', reason: 'audit' });
  });

  it('is in the plan’s warnings, and in what a click on Approve is told', async () => {
    const stage = await open();
    await stage.say('lock web database move', 'bob');
    const { rollout: id = '', card } = await stage.say('deploy web v2 --hosts b');
    const text = /^web is locked by bob \(database move\) since .+; `unlock web` frees it\.?$/u;
    expect(card.lines?.map((line) => line.text)).toContainEqual(expect.stringMatching(text));
    expect((await stage.say(`approve ${id}`)).card.title).toMatch(text);
    await stage.say(`reject ${id}`);
  });
});

it('of a rollout is told of with how that stands, and when it was last heard of', async () => {
  const stage = await open();
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2 --hosts b');
  await stage.asked(id);
  const refused = async () => (await stage.say('lock web database move')).card.title;
  expect(await refused()).toMatch(
    new RegExp(
      `^web is locked by ${id} \\(deploy v2 by alice\\) since \\d.+; ${id} is waiting for an answer, last heard of .+ ago; it gets free when that ends, or by \`abort ${id}\`; \`lock web --steal REASON\` takes it away$`,
      'u',
    ),
  );
  await stage.say(`abort ${id}`);
  await stage.ended(id);
  await stage.tools.lock.steal('web', { kind: 'rollout', name: id, reason: 'deploy v2' });
  expect(await refused()).toContain(`${id} has ended (aborted) and left it behind; \`unlock web\` frees it`);
  await stage.say('unlock web');
});
