import type { Deployer } from '../deployer/deployer.ts';
import { Failure } from '../model/failure.ts';
import { type At, hostOf } from './at.ts';
import { jobIdOf } from './job.ts';
import type { Tools } from './tools.ts';

/**
 * Ends what earlier attempts may still run on the host: a connection that broke says nothing about the job, and two of
 * them side by side could leave anything behind. Throws the Failure of a host that can't tell.
 */
export async function endEarlierJobs(tools: Tools, at: At, deployer: Deployer): Promise<void> {
  for (let attempt = 1; attempt < at.attempt; attempt += 1) {
    const ordered = await tools.store.journal.byKey(`${at.rollout}/${at.host}/${attempt}/job`);
    if (ordered) await endJob(tools, { ...at, attempt }, deployer);
  }
}

async function endJob(tools: Tools, at: At, deployer: Deployer): Promise<void> {
  const handle = { host: hostOf(tools, at), jobId: await jobIdOf(tools, at), found: true };
  try {
    // Its output was kept as far as it was followed; beyond the last line there is only its end.
    const signal = AbortSignal.abort();
    await deployer.follow(handle, { from: 2 ** 31 - 1, onLine: () => undefined, signal, timeoutMs: 60_000 });
  } catch (error) {
    const over = error instanceof Failure && (error.kind === 'missing' || error.kind === 'failed');
    if (!over) throw error;
  }
}
