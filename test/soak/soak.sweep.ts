import { afterAll, expect, it } from 'vitest';
import { expectWell } from './checks.ts';
import { startKilling } from './kills.ts';
import { medians } from './memory.ts';
import { createRoller } from './roller.ts';
import { openSoak, type Soak } from './stage.ts';

const count = Number(process.env.SOAK_ROLLOUTS ?? 60);
const minutes = Number(process.env.SOAK_MINUTES ?? 20);
const hostsEach = 5;
let soak: Soak | undefined;
afterAll(() => soak?.close(), 60_000);

it(
  `${count} rollouts over ${hostsEach} hosts each, by three processes of which two are killed again and again`,
  async () => {
    soak = await openSoak({ clusters: 5, hosts: hostsEach });
    const began = performance.now();
    const deadline = began + minutes * 60_000;
    const killing = startKilling(soak.mortal);
    const roller = createRoller(soak, deadline);
    await Promise.all(soak.clusters.map((cluster, i) => roller.roll(cluster, share(count, i))));
    const kills = await killing.stop();
    const seconds = (performance.now() - began) / 1_000;
    const { first, last } = medians(soak.memoryLog);
    console.log(
      [
        `${roller.ends().size} rollouts over ${hostsEach} hosts each in ${Math.round(seconds)} s; ${kills} kills, ${roller.failures()} failed deploys`,
        `ends: ${JSON.stringify(roller.count())}`,
        `commands: median ${roller.answers(0.5)} ms, 95% within ${roller.answers(0.95)} ms`,
        `the process that lived through it all: heap ${first.heapMb} → ${last.heapMb} MB, resident ${first.residentMb} → ${last.residentMb} MB (first and last quarter)`,
      ].join('\n'),
    );
    await expectWell(soak, roller, count);
    expect(last.heapMb).toBeLessThan(first.heapMb * 1.25 + 5);
    expect(last.residentMb).toBeLessThan(first.residentMb * 1.25 + 20);
  },
  (minutes + 5) * 60_000,
);

/** The rollouts of the nth of five clusters. */
const share = (all: number, nth: number): number => Math.floor((all + 4 - nth) / 5);
