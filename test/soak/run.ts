import { createAsking } from './ask.ts';
import { readEvidence, readTakenUp } from './evidence.ts';
import { judge } from './judge.ts';
import { startKilling } from './kills.ts';
import { quarters } from './memory.ts';
import { createRoller } from './roller.ts';
import type { Settings } from './settings.ts';
import { openStage } from './stage.ts';
import { tableOf } from './table.ts';

const size = { clusters: 8, hosts: 5, floor: 3 };

/** The whole soak: gives its table, and everything that is wrong. */
export async function run(
  { rollouts, minutes, seed }: Settings,
  closers: (() => unknown)[],
): Promise<{ readonly table: string; readonly wrong: readonly string[] }> {
  const stage = await openStage(size, closers);
  const began = performance.now();
  const signal = AbortSignal.timeout(minutes * 60_000);
  const asking = createAsking(stage.bots, signal);
  const roller = createRoller(stage, asking, seed, signal);
  const killing = startKilling(stage.mortal, seed);
  const rolling = stage.clusters.map((cluster, i) => roller.roll(cluster, share(rollouts, i)));
  const ends = await Promise.race([Promise.allSettled(rolling), killing.broken]);
  const kills = await killing.stop();
  const seconds = (performance.now() - began) / 1_000;
  const told = await readEvidence(stage, createAsking(stage.bots, AbortSignal.timeout(60_000)), roller);
  const evidence = { ...told, wanted: rollouts, memory: quarters(stage.memoryLog) };
  const course = { seed, seconds, kills, takenUp: await readTakenUp(stage) };
  const stuck = ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
  return {
    table: tableOf(stage, { asking, roller }, evidence, course),
    wrong: [...stuck, ...judge(evidence)],
  };
}

/** The rollouts of the nth cluster. */
const share = (all: number, nth: number): number =>
  Math.floor((all + size.clusters - 1 - nth) / size.clusters);
