import { describe, expect, it } from 'vitest';
import { createIntake } from '../../src/intake/door.ts';
import { keepStage } from '../workflow/keep-stage.ts';
import { allBack, type Stage } from '../workflow/stage.ts';

const { open } = keepStage();
const soon = { timeout: 30_000 };

/** A rollout that waits for an answer, with b out of its pool and its deploy failed. */
async function waiting(stage: Stage): Promise<string> {
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2 --hosts b,c');
  await stage.asked(id);
  return id;
}

describe('a lock taken away from a rollout that hangs', () => {
  it('needs a reason and the word for it, and whoever is refused reads how', async () => {
    const stage = await open();
    const id = await waiting(stage);
    const refused = await stage.say('lock web it hangs', 'bob');
    expect(refused.code).toBe('refused');
    expect(refused.card.title).toContain('`lock web --steal REASON` takes it away');
    expect((await stage.say('unlock web', 'bob')).card.title).toContain('`lock web --steal REASON`');
    expect((await stage.say('lock web --steal', 'bob')).code).toBe('wrong');
    expect(await stage.tools.lock.holder('web')).toMatchObject({ kind: 'rollout', name: id });
    await stage.say(`abort ${id}`);
    await stage.ended(id);
  });

  it('ends the rollout, which changes nothing more, names what it leaves out, and tells who asked for it', async () => {
    const stage = await open();
    const id = await waiting(stage);
    let changes = 0;
    stage.balancer.onChange(() => {
      changes += 1;
    });
    const taken = await stage.say('lock web --steal it hangs', 'bob');
    expect(taken).toMatchObject({ code: 'ok', open: true });
    expect(taken.card.title).toContain(
      `It was taken from ${id} (deploy v2 by alice), which changes nothing more`,
    );
    const ended = await stage.ended(id);
    expect(ended.state).toBe('aborted');
    expect(ended.reason).toContain('left out: b');
    expect(await stage.outcomes(id)).toEqual({ b: 'left-out', c: 'skipped' });
    expect(changes).toBe(0);
    expect(await stage.story(id)).toContain('"action":"stolen","person":"bob","reason":"it hangs"');
    expect(await stage.tools.lock.holder('web')).toMatchObject({ kind: 'person', name: 'bob' });
    // What it left behind is brought back as ever, once the cluster is free.
    stage.deployer.hosts.exitCodes.delete('b');
    expect((await stage.say('unlock web', 'bob')).code).toBe('ok');
    expect((await stage.say('enable web b --unverified', 'bob')).code).toBe('ok');
    await expect.poll(() => stage.members(), soon).toEqual(allBack);
  });

  it('is taken once, however often the request comes', async () => {
    const stage = await open();
    const id = await waiting(stage);
    await stage.say('lock web --steal it hangs', 'bob', 'steal it');
    await stage.ended(id);
    await stage.forgetAnswer('steal it');
    await stage.say('unlock web', 'bob');
    await stage.say('lock web my turn', 'alice');
    await stage.say('lock web --steal it hangs', 'bob', 'steal it');
    expect(await stage.tools.lock.holder('web')).toMatchObject({ name: 'alice', reason: 'my turn' });
  });

  it('is taken by the request that comes again, where the bot died right before', async () => {
    const stage = await open();
    const id = await waiting(stage);
    const lock = {
      ...stage.tools.lock,
      steal: () => Promise.reject(new Error('died here')),
    };
    const dying = createIntake({ ...stage.desk, tools: { ...stage.tools, lock } }, noRequests);
    const request = { id: 'steal it', person: 'bob', text: 'lock web --steal it hangs' };
    await expect(dying.handle(request)).rejects.toThrow('died here');
    expect(await stage.tools.lock.holder('web')).toMatchObject({ name: id });
    await stage.say('lock web --steal it hangs', 'bob', 'steal it');
    expect(await stage.tools.lock.holder('web')).toMatchObject({ name: 'bob', reason: 'it hangs' });
    await stage.ended(id);
    expect((await stage.story(id)).match(/"stolen"/gu)).toHaveLength(1);
  });
});

it('of a person goes to who says why, and the person is told', async () => {
  const stage = await open();
  await stage.say('lock web for 2h database move', 'alice');
  const taken = await stage.say('lock web --steal she is ill', 'bob');
  expect(taken).toMatchObject({ code: 'ok', open: true, mention: ['alice'] });
  expect(taken.card.title).toBe(
    'web is locked: she is ill. It was taken from alice (database move). `unlock web` frees it',
  );
  expect(await stage.tools.lock.holder('web')).toMatchObject({ name: 'bob', reason: 'she is ill' });
  expect((await stage.say('lock web --steal she is ill', 'bob')).card.title).not.toContain('taken from');
  await stage.say('unlock web', 'bob');
  // Where nobody has it there is nothing to steal.
  expect((await stage.say('lock web --steal quiet please', 'bob')).card.title).toBe(
    'web is locked: quiet please. `unlock web` frees it',
  );
});

/** Remembers nothing: as after a crash before the answer was kept. */
const noRequests = {
  answer: () => Promise.resolve(undefined),
  keep: () => Promise.resolve(),
  forgetBefore: () => Promise.resolve(),
};
