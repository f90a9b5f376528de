import type { Evidence } from './evidence.ts';
import type { Scenario } from './scenario.ts';

/** What was drawn and what came of it, over many runs: whoever reads it sees that little is left untried. */
export interface Tally {
  count(scenario: Scenario, evidence: Evidence): void;
  text(): string;
}

export function createTally(): Tally {
  const acts = new Map<string, number>();
  const ends = new Map<string, number>();
  let runs = 0;
  let deaths = 0;
  let changes = 0;
  let jobs = 0;
  return {
    count(scenario, evidence) {
      runs += 1;
      deaths += evidence.deaths;
      changes += evidence.changes.length;
      jobs += evidence.runs.length;
      for (const act of scenario.acts) add(acts, act.do);
      for (const { rollout } of evidence.rollouts) add(ends, rollout.state);
      for (const { state } of evidence.overrides) add(ends, `override ${state}`);
    },
    text: () =>
      [
        `${runs} runs: ${deaths} deaths, ${changes} changes of members, ${jobs} jobs`,
        `acts: ${counts(acts)}`,
        `ends: ${counts(ends)}`,
      ].join('\n'),
  };
}

const add = (to: Map<string, number>, what: string) => to.set(what, (to.get(what) ?? 0) + 1);

const counts = (map: ReadonlyMap<string, number>): string =>
  [...map]
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');
