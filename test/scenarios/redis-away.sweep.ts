import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNothingShows } from './boundaries.ts';
import { waitForGo } from './host.ts';
import { openTeamWorld, type TeamWorld } from './team.ts';
import { until } from './until.ts';

let team: TeamWorld;
beforeAll(async () => {
  team = await openTeamWorld(3);
}, 120_000);
afterAll(() => team?.close());

it('the last host is given back while Redis is away: the rollout ends and frees its lock when it is back', async () => {
  const scene = await team.pair();
  const { bot, other, host } = scene;
  host('web-01').hook(waitForGo);
  const rolling = await bot.deploy('deploy web v2 --hosts web-01');
  await until('the deploy runs', () => host('web-01').hooked() !== undefined);
  team.redis.freeze();
  host('web-01').go();
  await rolling.line('web-01 done');
  await rolling.line("the lock of web can't be reached");
  team.redis.thaw();
  expect((await rolling.end()).state).toBe('succeeded');
  expect(JSON.stringify((await other.say('locks')).card)).not.toContain(rolling.id);
  await expectNothingShows(scene, ['web-01'], 'v2');
}, 240_000);
