import type { JobEnd } from '../model/deploy.ts';
import { asFailure, Failure, isDatabaseAway } from '../model/failure.ts';
import type { OrderedOn } from '../store/jobs.ts';
import { kept } from '../text/say.ts';
import { type At, clusterOf, hostOf, tell } from './at.ts';
import { jobIdOf } from './job.ts';
import type { Tools } from './tools.ts';

type Place = Pick<At, 'cluster' | 'host'>;

/** A job by where it runs. */
type JobAt = Place & OrderedOn;

/** How a job that was ordered ended; without an end it is not known on the host. */
export interface Ended {
  readonly end?: JobEnd;
}

/**
 * Ends what earlier attempts and rollouts may still run on the host: a connection that broke says nothing about the job,
 * and two of them side by side could leave anything behind. Throws the Failure of a host that can't tell.
 */
export const endEarlierJobs = (tools: Tools, at: At): Promise<void> =>
  endOpen(tools, at, ({ rollout, attempt }) => rollout !== at.rollout || attempt !== at.attempt);

/** The same with the job of this attempt; gives how the last one that this rollout ordered ended. */
export async function endAllJobs(tools: Tools, at: At): Promise<Ended | undefined> {
  await endEarlierJobs(tools, at);
  for (let { attempt } = at; attempt >= 1; attempt -= 1) {
    const ordered = await tools.store.journal.byKey(`${at.rollout}/${at.host}/${attempt}/job`);
    if (ordered) return endJob(tools, { ...at, attempt });
  }
  return undefined;
}

/** Ends what this rollout may still run on the host, as it is through with it. */
export const endOwnJobs = (tools: Tools, at: At): Promise<void> =>
  endOpen(tools, at, ({ rollout }) => rollout === at.rollout);

/** Ends whatever may still run on the host, as it is to be given back. */
export const endJobsOn = (tools: Tools, place: Place): Promise<void> => endOpen(tools, place, () => true);

async function endOpen(tools: Tools, place: Place, ends: (job: OrderedOn) => boolean): Promise<void> {
  const { cluster, host } = place;
  for (const job of await tools.store.jobs.open(cluster, host))
    if (ends(job)) await endJob(tools, { cluster, host, ...job });
}

async function endJob(tools: Tools, job: JobAt): Promise<Ended> {
  const handle = { host: hostOf(tools, job), jobId: await jobIdOf(tools, job), found: true };
  try {
    // Its output was kept as far as it was followed; beyond the last line there is only its end.
    const signal = AbortSignal.abort();
    const how = { from: 2 ** 31 - 1, onLine: () => undefined, signal, timeoutMs: 60_000 };
    const end = await tools.deployer(clusterOf(tools, job.cluster)).follow(handle, how);
    await tellOver(tools, job);
    return { end };
  } catch (error) {
    const over = error instanceof Failure && (error.kind === 'missing' || error.kind === 'failed');
    if (!over) throw error;
    await tellOver(tools, job);
    return {};
  }
}

/** Its end is known: nobody needs to look for it any more. */
export async function tellOver(tools: Tools, { rollout, cluster, host, attempt }: JobAt): Promise<void> {
  const at = { rollout, cluster, host, attempt, epoch: 0 };
  await tell(tools, at, 'job-over', { type: 'job', host, attempt, over: true });
}

/** Runs `end`, and says what it could not end, for whoever goes on all the same. */
export async function unended(host: string, end: () => Promise<void>): Promise<string | undefined> {
  try {
    await end();
    return undefined;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return kept`what may still run on it was not ended: ${asFailure(error, host).message}`;
  }
}
