import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Cut, startCut } from '../peers/cut.ts';
import type { Bot } from './bot.ts';
import { waitForGo } from './host.ts';
import { openTeamWorld, type Pair, type TeamWorld } from './team.ts';
import { until } from './until.ts';

let team: TeamWorld;
let link: Cut;
beforeAll(async () => {
  team = await openTeamWorld(3);
}, 120_000);
afterEach(() => link?.stop());
afterAll(() => team?.close());

const longMs = 240_000;
/** A supervisor kills after 30 s. */
const mostMs = 28_000;

/** The first replica reaches the database through `link`. */
async function pair(): Promise<Pair> {
  link = await startCut(team.postgres.port);
  const through = (url: string, replica: number, what: string) =>
    replica === 0 && what === 'database' ? url.replace(/:\d+(?=\/|$)/, `:${link.port}`) : url;
  return team.pair({ through });
}

/** Its exit code, and what it told meanwhile. */
async function ended(bot: Bot): Promise<{ readonly code: unknown; readonly log: string }> {
  const before = bot.log().length;
  const code = await Promise.race([bot.terminate(), sleep(mostMs, 'still there')]);
  return { code, log: bot.log().slice(before) };
}

describe('SIGTERM ends it in time, and well', () => {
  it(
    'while Redis is away',
    async () => {
      const { bot } = await team.pair();
      team.redis.freeze();
      await sleep(1_000);
      const { code, log } = await ended(bot);
      team.redis.thaw();
      expect(code, log).toBe(0);
      expect(log).toContain('ends without a word');
    },
    longMs,
  );

  it(
    'while the database is silent, in the middle of a deploy',
    async () => {
      const { bot, other, host } = await pair();
      host('web-01').hook(waitForGo);
      const { id } = await bot.deploy('deploy web v2');
      await until('the deploy runs', () => host('web-01').hooked() !== undefined);
      link.freeze();
      await sleep(500);
      const { code, log } = await ended(bot);
      expect(code, log).toBe(0);
      for (const name of ['web-01', 'web-02', 'web-03']) host(name).go();
      expect((await other.follow(id).end()).state).toBe('succeeded');
    },
    longMs,
  );

  it(
    'while it begins anew, and can not reach the database',
    async () => {
      const { bot } = await pair();
      bot.freeze();
      await sleep(9_000);
      bot.thaw();
      await until('it begins anew', () => bot.log().includes('it begins anew'), 20_000);
      link.cut();
      await sleep(3_000);
      const { code, log } = await ended(bot);
      expect(code, log).toBe(0);
    },
    longMs,
  );
});
