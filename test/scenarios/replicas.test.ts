import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresPeer, startPostgres } from '../peers/postgres.ts';
import { expectNothingShows } from './boundaries.ts';
import { until } from './until.ts';
import { openWorld, type Scene, type World } from './world.ts';

let postgres: PostgresPeer;
let world: World;
beforeAll(async () => {
  postgres = await startPostgres();
  world = await openWorld({ hosts: 3, team: { database: () => postgres.database() } });
}, 120_000);
afterAll(async () => {
  await world?.close();
  await postgres?.stop();
});

const names = ['web-01', 'web-02', 'web-03'];

async function replicas(): Promise<Scene & { readonly other: Scene['bot'] }> {
  const scene = await world.scene({ replicas: 2 });
  const [, other] = scene.bots;
  if (!other) throw new Error('there are two');
  return { ...scene, other };
}

describe('two replicas on one PostgreSQL', () => {
  it('take over from one that is killed in the middle of a deploy, once', async () => {
    const scene = await replicas();
    const { bot, other, host } = scene;
    host('web-02').hook('sleep 1');
    const rolling = await bot.deploy('deploy web v2');
    const there = other.follow(rolling.id);
    await there.line('web-02 deploying');
    await bot.kill();
    const { state } = await there.end();
    expect(state, `${there.lines().join('\n')}\n${other.log()}`).toBe('succeeded');
    expect(there.lines().join('\n')).toContain('taken');
    await expectNothingShows({ ...scene, bot: other }, names, 'v2');
  });

  it('take commands, clicks and questions wherever they land', async () => {
    const scene = await replicas();
    const { bot, other } = scene;
    const planned = await bot.say('deploy web v3');
    expect((await other.say(`approve ${planned.rollout}`)).code).toBe('ok');
    const rolling = bot.follow(planned.rollout ?? '');
    await rolling.line('web-01 done');
    expect((await bot.say(`pause ${planned.rollout}`)).code).toBe('ok');
    await until('it is paused', () => rolling.last()?.state === 'paused');
    expect((await other.say(`resume ${planned.rollout}`)).code).toBe('ok');
    expect((await rolling.end()).state).toBe('succeeded');
    await expectNothingShows(scene, names, 'v3');
  });
});
