import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNothingShows } from './boundaries.ts';
import type { Rolling } from './rolling.ts';
import { openTeamWorld, type TeamWorld } from './team.ts';
import { until } from './until.ts';

let team: TeamWorld;
beforeAll(async () => {
  team = await openTeamWorld(3);
}, 120_000);
afterAll(() => team?.close());

const names = ['web-01', 'web-02', 'web-03'];
const takenOver = (rolling: Rolling) => rolling.lines().filter((line) => line.includes('taken'));

describe('replicas', () => {
  it('take over from one that is killed in the middle of a deploy, once, and tell it once', async () => {
    const { bot, other, host, ...scene } = await team.pair({ replicas: 3 });
    host('web-02').hook('sleep 1');
    const { id } = await bot.deploy('deploy web v2');
    const rolling = other.follow(id);
    await rolling.line('web-02 deploying');
    await bot.kill();
    const { state } = await rolling.end();
    expect(state, `${rolling.lines().join('\n')}\n${other.log()}`).toBe('succeeded');
    expect(takenOver(rolling)).toEqual([expect.stringMatching(/^taken over at web-02 /)]);
    for (const name of names) expect(host(name).deploys()).toEqual(['v2']);
    await expectNothingShows({ ...scene, host, bot: other }, names, 'v2');
  });

  it('take commands, clicks and wishes wherever they land', async () => {
    const scene = await team.pair();
    const { bot, other } = scene;
    const { rollout = '' } = await bot.say('deploy web v3');
    expect((await other.say(`approve ${rollout}`)).code).toBe('ok');
    const rolling = bot.follow(rollout);
    await rolling.line('web-01 done');
    expect((await bot.say(`pause ${rollout}`)).code).toBe('ok');
    await until('it is paused', () => rolling.last()?.state === 'paused');
    expect((await other.say(`resume ${rollout}`)).code).toBe('ok');
    expect((await rolling.end()).state).toBe('succeeded');
    await expectNothingShows(scene, names, 'v3');
  });

  it('hand over what is under way when one is told to end, and upgrade one after the other', async () => {
    const scene = await team.pair();
    const { bot, other, host } = scene;
    host('web-01').hook('sleep 1');
    const { id } = await bot.deploy('deploy web v4');
    const rolling = other.follow(id);
    await rolling.line('web-01 deploying');
    expect(await bot.terminate()).toBe(0);
    await rolling.line('web-02 deploying');
    await bot.start();
    const again = bot.follow(id);
    expect(await other.terminate()).toBe(0);
    await other.start();
    expect((await again.end()).state).toBe('succeeded');
    const told = takenOver(again);
    expect(told[0]).toMatch(/^taken over at web-01 /);
    expect([...new Set(told)]).toEqual(told);
    await expectNothingShows(scene, names, 'v4');
  });
});
