import type { Deployer } from '../deployer/deployer.ts';
import type { JobEnd } from '../model/deploy.ts';
import { Failure } from '../model/failure.ts';
import { type At, clusterOf, hostOf } from './at.ts';
import { jobIdOf } from './job.ts';
import type { Tools } from './tools.ts';

/**
 * Ends what earlier attempts may still run on the host: a connection that broke says nothing about the job, and two of
 * them side by side could leave anything behind. Throws the Failure of a host that can't tell.
 */
export const endEarlierJobs = (tools: Tools, at: At, deployer: Deployer): Promise<Ended | undefined> =>
  endJobs(tools, at, deployer, at.attempt - 1);

/** The same with the job of this attempt; gives how the last one that was ordered ended. */
export const endAllJobs = (tools: Tools, at: At): Promise<Ended | undefined> =>
  endJobs(tools, at, tools.deployer(clusterOf(tools, at.cluster)), at.attempt);

/** How a job that was ordered ended; without an end it is not known on the host. */
export interface Ended {
  readonly end?: JobEnd;
}

async function endJobs(tools: Tools, at: At, deployer: Deployer, upTo: number): Promise<Ended | undefined> {
  let last: Ended | undefined;
  for (let attempt = 1; attempt <= upTo; attempt += 1) {
    const ordered = await tools.store.journal.byKey(`${at.rollout}/${at.host}/${attempt}/job`);
    if (ordered) last = await endJob(tools, { ...at, attempt }, deployer);
  }
  return last;
}

async function endJob(tools: Tools, at: At, deployer: Deployer): Promise<Ended> {
  const handle = { host: hostOf(tools, at), jobId: await jobIdOf(tools, at), found: true };
  try {
    // Its output was kept as far as it was followed; beyond the last line there is only its end.
    const signal = AbortSignal.abort();
    const how = { from: 2 ** 31 - 1, onLine: () => undefined, signal, timeoutMs: 60_000 };
    return { end: await deployer.follow(handle, how) };
  } catch (error) {
    const over = error instanceof Failure && (error.kind === 'missing' || error.kind === 'failed');
    if (!over) throw error;
    return {};
  }
}
