import fc, { type RunDetails } from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { type LiteDatabase, openLite } from '../doubles/lite-database.ts';
import { anyScenario } from './arbitrary.ts';
import { broken } from './laws/laws.ts';
import { runScenario } from './run.ts';
import type { Scenario } from './scenario.ts';
import { storyOf } from './story.ts';
import { createTally, type Tally } from './tally.ts';

/** ROLLOUT_SEED and ROLLOUT_PATH, as a failure prints them, run exactly that one again; ROLLOUT_RUNS says how many. */
const { ROLLOUT_SEED: seed, ROLLOUT_PATH: path, ROLLOUT_RUNS: wanted } = process.env;

/** A test: the laws hold in so many scenarios (ROLLOUT_RUNS, if given), whatever is drawn. */
export function always(usually: number): void {
  const runs = Number(wanted ?? usually);
  let database: LiteDatabase;
  beforeAll(async () => {
    database = await openLite();
  }, 120_000);
  afterAll(() => database?.close());

  it(`whatever goes wrong, whatever people do and wherever processes die, ${runs} times`, async () => {
    const tally = createTally();
    await assertAlwaysHolds(database, runs, tally);
    console.log(tally.text());
  }, 3_600_000);
}

/** Throws where one of the laws does not hold in one of so many scenarios, with what happened in it. */
async function assertAlwaysHolds(database: LiteDatabase, runs: number, tally: Tally): Promise<void> {
  const property = fc.asyncProperty(anyScenario, async (scenario) => {
    const evidence = await runScenario(database, scenario);
    tally.count(scenario, evidence);
    const sentences = broken(evidence);
    if (sentences.length > 0) throw new Error(`${sentences.join('\n')}\n\n${storyOf(evidence)}`);
  });
  await fc.assert(property, {
    numRuns: runs,
    ...(seed !== undefined && { seed: Number(seed) }),
    ...(path !== undefined && { path, endOnFailure: true }),
    reporter: report,
  });
}

function report(details: RunDetails<[Scenario]>): void {
  if (!details.failed) return;
  const { errorInstance: error, counterexample, counterexamplePath, numRuns } = details;
  const again = `ROLLOUT_SEED=${details.seed} ROLLOUT_PATH=${counterexamplePath}`;
  const text = error instanceof Error ? error.message : String(error);
  throw new Error(
    `${text}\n\nin ${JSON.stringify(counterexample?.[0])}\n\nrun ${numRuns}; once more: ${again} npx vitest run test/simulation/always-holds.test.ts`,
  );
}
