import { virtualBegin } from '../doubles/virtual-time.ts';
import type { Evidence } from './evidence.ts';
import { stateText } from './world.ts';

/** What happened in a run, for whoever has to find out why a law was broken. */
export function storyOf({ journal, changes, said, runs, deaths, members }: Evidence): string {
  const events = journal.map(({ at, rollout = '', body }) => ({
    at: at.getTime() - virtualBegin,
    text: `${rollout} ${JSON.stringify(body)}`,
  }));
  const moves = changes.map(({ at, op, pool, member, before, after, by = 'a command' }) => ({
    at,
    text: `  > ${op} ${pool} ${member}: ${stateText(before)} to ${stateText(after)}, by ${by}`,
  }));
  const jobs = runs.map(({ began, ended, host, job }) => ({
    at: began,
    text: `  > job ${job.id} on ${host} until ${ended}`,
  }));
  const lines = [...events, ...moves, ...jobs].sort((a, b) => a.at - b.at);
  return [
    `${deaths} processes died; at the end ${[...members].map((each) => each.join(': ')).join(', ')}`,
    ...lines.map(({ at, text }) => `${String(Math.round(at)).padStart(6)} ${text}`),
    ...said.map(
      ({ id, person, text, answer, waitedMs }) =>
        `${id} ${person}: ${text} -> ${answer?.code} ${answer?.card.title} (${waitedMs} ms)`,
    ),
  ].join('\n');
}
