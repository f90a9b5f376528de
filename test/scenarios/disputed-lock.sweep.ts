import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseRecord, recordText, taken } from '../../src/lock/redis/record.ts';
import { expectNothingShows } from './boundaries.ts';
import { waitForGo } from './host.ts';
import { openTeamWorld, type TeamWorld } from './team.ts';
import { until } from './until.ts';

let team: TeamWorld;
beforeAll(async () => {
  team = await openTeamWorld(3);
}, 120_000);
afterAll(() => team?.close());

it('Redis comes to name another holder: the host that is out stays so, a person is asked, unlocks, and retries', async () => {
  const scene = await team.pair({ onFailure: 'abort' });
  const { bot, other, host, watch } = scene;
  host('web-01').hook(waitForGo);
  const rolling = await bot.deploy('deploy web v2');
  await until('the deploy runs', () => host('web-01').hooked() !== undefined);
  await bobTakesOver();
  for (const name of ['web-01', 'web-02', 'web-03']) host(name).go();
  const question = await rolling.question('Redis says that bob holds web (migration)');
  expect(question).toContain(`the database says ${rolling.id}`);
  expect(watch.changes()).toEqual(['web-01 drain']);
  expect((await other.say('unlock web')).code).toBe('ok');
  expect((await other.say(`retry ${rolling.id}`)).code).toBe('ok');
  expect((await rolling.end()).state).toBe('succeeded');
  await expectNothingShows(scene, ['web-01', 'web-02', 'web-03'], 'v2');
}, 240_000);

/** As by a take-over whose process died after it had written to Redis, and before the database. */
async function bobTakesOver(): Promise<void> {
  const { command } = team.redis;
  const [key = ''] = [await command('keys', 'rollout:*:lock:web')].flat().map(String);
  const { epoch = 0 } = parseRecord(String(await command('get', key))) ?? {};
  const bob = { kind: 'person', name: 'bob', reason: 'migration' } as const;
  await command('set', key, recordText(taken(epoch + 1, bob, new Date())));
}
