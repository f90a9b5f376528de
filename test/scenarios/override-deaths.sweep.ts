import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAllBack } from './boundaries.ts';
import { cases, dieAndEnd, dieAt, endOf, type Heir, steps, takeOut, titleOf } from './override-deaths.ts';
import { openTeamWorld, type Pair, type TeamWorld } from './team.ts';
import { until } from './until.ts';

let team: TeamWorld;
let pair: Pair;
let count = 0;
beforeAll(async () => {
  team = await openTeamWorld(2);
  pair = await team.pair();
}, 240_000);
let failed = false;
afterEach(({ task }) => {
  failed ||= task.result?.state === 'fail';
});
afterAll(() => team?.close(), 60_000);

const heirs: readonly Heir[] = ['the same', 'another'];
const total = cases.length * heirs.length;

describe('an override that nobody is killed over', () => {
  it('has no other steps than those at which a process dies below', async () => {
    const { bot } = pair;
    const before = bot.steps().length;
    const id = await takeOut(pair, bot, 'disable web web-01 kernel panic');
    await bot.say('enable web web-01');
    await endOf(bot, id);
    await until('its last step is run', () => bot.steps().includes(`override/${id}|${steps.at(-1)}`));
    expect(bot.steps().slice(before)).toEqual(steps.map((step) => `override/${id}|${step}`));
    await expectAllBack(pair);
  });
});

for (const heir of heirs) {
  describe(`killed over an override at each of ${cases.length} moments, and ${heir} process goes on`, () => {
    // With nobody else there it can't be another one.
    beforeAll(async () => {
      await (heir === 'the same' ? pair.other.terminate() : pair.other.start());
    }, 120_000);

    // One pair for all of them; what a failure left must not fail those that follow.
    beforeEach(async () => {
      if (!failed) return;
      pair = await team.pair();
      failed = false;
      if (heir === 'the same') await pair.other.terminate();
    }, 120_000);

    for (const each of cases) {
      it(titleOf(each), async () => {
        pair.watch.reset();
        await dieAndEnd(pair, each, heir);
        expect(pair.watch.fewest()).toBeGreaterThanOrEqual(1);
        count += 1;
      });
    }
  });
}

describe('the deaths over overrides', () => {
  it(`were all ${total}, each with its member back`, () => {
    console.log(`${count} deaths of ${total}, at ${dieAt.length} boundaries of an override`);
    expect(count).toBe(total);
  });
});
