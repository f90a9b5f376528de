import { amountOf } from '../../../src/model/amount.ts';
import { type HostOutcome, isFinal } from '../../../src/model/rollout.ts';
import type { JobRun } from '../../doubles/living-hosts.ts';
import type { Ended, Evidence } from '../evidence.ts';
import type { ClusterPlan } from '../scenario.ts';

/** 4. Killing any process at any moment reaches the same end as no kill; a running deploy is found, not started twice. */
export const endsAlike = (evidence: Evidence): string[] => [
  ...twice(evidence.runs),
  ...side(evidence.runs),
  ...evidence.rollouts.flatMap((ended) => oddEnd(evidence, ended)),
  ...evidence.traffic,
  ...mishaps(evidence),
  ...quiet(evidence),
];

function twice(runs: readonly JobRun[]): string[] {
  const ids = runs.map(({ host, job }) => `${host} ${job.id}`);
  return ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `job ${id} ran twice`);
}

/** Two jobs side by side on a host could leave anything behind. */
const side = (runs: readonly JobRun[]): string[] =>
  runs.flatMap((run, i) => {
    const other = runs
      .slice(0, i)
      .find(({ host, ended }) => host === run.host && (ended ?? Number.POSITIVE_INFINITY) > run.began);
    return other ? [`on ${run.host} ${run.job.id} began while ${other.job.id} ran`] : [];
  });

const isBad = (outcome: HostOutcome): boolean => outcome === 'left-out' || outcome === 'unwell';
const undisturbed: readonly HostOutcome[] = ['done', 'skipped'];
/** Given back by a person since, too, whose release nobody knows. */
const through: readonly HostOutcome[] = [...undisturbed, 'unwell', 'left-out', 'returned'];

function oddEnd({ journal, runs }: Evidence, { rollout, hosts }: Ended): string[] {
  const { id, state } = rollout;
  if (!isFinal(state)) return [`${id} is ${state} at rest`];
  const outcomes = hosts.map(({ outcome }) => outcome);
  const wasStopped = journal.some(
    ({ rollout: of, body }) =>
      of === id && body.type === 'steered' && (body.verb === 'abort' || body.verb === 'rollback'),
  );
  const said = `${id} ended as ${state} (${rollout.reason ?? 'no reason'}) with ${outcomes.join(', ')}`;
  const ran = runs.some(({ job }) => job.id.split('.')[1] === id);
  const isOdd: Record<string, boolean> = {
    succeeded: outcomes.some((outcome) => !undisturbed.includes(outcome)),
    failed: !outcomesAtEnd(journal, id).some(isBad),
    aborted: !wasStopped || outcomes.some((outcome) => !through.includes(outcome)),
    dropped: ran,
  };
  return isOdd[state] ? [said] : [];
}

/** What was left out may have been brought back since: what its hosts were when it ended. */
function outcomesAtEnd(journal: Evidence['journal'], id: string): readonly HostOutcome[] {
  const own = journal.filter(({ rollout }) => rollout === id).map(({ body }) => body);
  const end = own.findLastIndex((body) => body.type === 'state' && isFinal(body.state));
  const hosts = own.slice(0, end).flatMap((body) => (body.type === 'host' ? [body] : []));
  return [...new Map(hosts.map(({ host, outcome }) => [host, outcome])).values()];
}

/** Where nobody meddles with the engine, nothing ends by an error of ours. */
const mishaps = ({ scenario, journal, log }: Evidence): string[] => [
  ...journal.flatMap(({ body }) =>
    !scenario.acts.some((act) => act.do === 'cancel') &&
    JSON.stringify(body).includes("error of the bot's own")
      ? [JSON.stringify(body)]
      : [],
  ),
  ...log.map((line) => `in the operator's log: ${line}`),
];

/** Where nothing goes wrong and nobody does anything, it succeeds, however often processes die. */
function quiet({ scenario, rollouts, runs, releases }: Evidence): string[] {
  if (scenario.acts.length > 0 || scenario.clusters.some(mayStop)) return [];
  return rollouts.flatMap(({ rollout, hosts }) => {
    const { id, state, release } = rollout;
    const well = hosts.every(
      ({ host, outcome, to }) => outcome === 'done' && releases.get(host) === to && to === release,
    );
    const once = runs.length === hosts.length;
    const text = hosts.map(({ host, outcome, reason }) => `${host} ${outcome} ${reason ?? ''}`).join(', ');
    return state === 'succeeded' && well && once ? [] : [`undisturbed, ${id} ended as ${state}: ${text}`];
  });
}

/** Connections that stay open can end it by policy, and so can a pool that has nobody to spare. */
function mayStop({ strategy, hosts }: ClusterPlan): boolean {
  const slow = hosts.some(({ connectionsMs }) => connectionsMs >= strategy.connections.withinMs / 2);
  const serving = hosts.filter(({ state, weight }) => state === 'ready' && weight > 0).length;
  const isFull = serving <= amountOf(strategy.minInService, hosts.length, 'up');
  const isCapped = strategy.maxOut !== undefined && serving < hosts.length;
  return isFull || isCapped || (slow && strategy.connections.onTimeout !== 'proceed');
}
