import { describe, expect, it } from 'vitest';
import { keepStage } from '../workflow/keep-stage.ts';
import type { Stage } from '../workflow/stage.ts';

const { open } = keepStage();

/** A rollout that asks about b, whose deploy failed; what ran there before is known where v1 was rolled first. */
async function asking(stage: Stage, { known = true } = {}): Promise<string> {
  if (known) await stage.ended(await stage.deploy('deploy web v1 --hosts b'));
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2 --hosts b');
  await stage.asked(id);
  return id;
}

async function end(stage: Stage, id: string): Promise<void> {
  await stage.say(`abort ${id}`);
  await stage.ended(id);
}

describe('a rollout that waits for an answer', () => {
  it('is not resumed unless it is paused as well, and says what it waits for', async () => {
    const stage = await open();
    const id = await asking(stage);
    const waits = 'b waits for an answer: retry, skip, rollback, abort';
    const resumed = await stage.say(`resume ${id}`);
    expect([resumed.code, resumed.card.title]).toEqual(['refused', `${id} is not paused; ${waits}`]);
    const paused = await stage.say(`pause ${id}`);
    expect([paused.code, paused.card.lines?.[0]?.text]).toEqual(['ok', `${id} is paused; ${waits}`]);
    expect((await stage.say(`pause ${id}`)).card.title).toBe(`${id} is paused already`);
    expect((await stage.say(`resume ${id}`)).code).toBe('ok');
    await end(stage, id);
  });

  it('is not offered to be rolled back where nobody knows to what', async () => {
    const stage = await open();
    const id = await asking(stage, { known: false });
    const shown = await stage.say(`status ${id}`);
    expect(shown.card.buttons?.map(({ label }) => label)).toEqual(['Retry', 'Skip', 'Abort']);
    const refused = await stage.say(`rollback ${id}`);
    expect(refused.code).toBe('refused');
    expect(refused.card.title).toContain(`No earlier release is known for the hosts of ${id}: `);
    expect(await stage.store.rollouts.get(id)).toMatchObject({ state: 'waiting' });
    await end(stage, id);
    expect((await stage.say(`status ${id}`)).card.buttons ?? []).toEqual([]);
  });
});

it('a command that lacks something is answered with its usage once', async () => {
  const stage = await open();
  const { code, card } = await stage.say('deploy web');
  expect(code).toBe('wrong');
  expect(JSON.stringify(card).split('deploy CLUSTER RELEASE')).toHaveLength(2);
});
