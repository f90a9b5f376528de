import type { Deployer } from '../../deployer/deployer.ts';
import type { JobEnd } from '../../model/deploy.ts';
import type { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { type At, clusterOf, hostOf, tell } from '../at.ts';
import { demandOurs } from '../claims.ts';
import { endEarlierJobs, tellOver } from '../earlier.ts';
import { jobFor } from '../job.ts';
import { keepDrained } from '../members.ts';
import { type OrderedJob, startAndFollow } from '../run-job.ts';
import { unstoppable, whileWanted } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { ok, type Step, type StepEnd, stopped } from './step.ts';

/**
 * Runs the job on the host, or finds it where an earlier process of the bot started it, and follows it to its end.
 */
export const deploy: Step = async (tools, at) => {
  const job = await jobFor(tools, at);
  if (job === undefined) return { is: 'ok', detail: kept`nothing to run` };
  const deployer = tools.deployer(clusterOf(tools, at.cluster));
  // A balancer may have been restarted since the drain: nothing is deployed to a host that has traffic.
  // And an unreachable host fails here, before anything could have run on it.
  const reached = deployer.ask(hostOf(tools, at), 'true', 15_000);
  await Promise.all([keepDrained(tools, at, unstoppable()), reached]);
  const end = await whileWanted(tools, at, (signal) => run(tools, at, deployer, job, signal));
  const told = verdictOn(at, end, job);
  const rollout = await tools.store.rollouts.get(at.rollout);
  if (told.is !== 'ok' || rollout?.kind === 'restart') return told;
  await tell(tools, at, 'deployed', { type: 'deployed', host: at.host, release: releaseOf(job) });
  return checkCurrent(tools, at, releaseOf(job));
};

async function run(
  tools: Tools,
  at: At,
  deployer: Deployer,
  job: OrderedJob,
  signal: AbortSignal,
): Promise<JobEnd | undefined> {
  if (signal.aborted) return undefined;
  await endEarlierJobs(tools, at);
  await order(tools, at);
  const end = await startAndFollow(tools, at, { deployer, job, signal });
  await tellOver(tools, at);
  return end;
}

/**
 * Durable before the first byte reaches the host. In the turn of its pools, so that a person's hand comes either before
 * it, and nothing is ordered, or after it, and the job is let end before the host is given back.
 */
async function order(tools: Tools, at: At): Promise<void> {
  const { rollout, host, attempt } = at;
  if (await tools.store.journal.byKey(`${rollout}/${host}/${attempt}/job`)) return;
  const pools = hostOf(tools, at).members.map(({ pool }) => pool.id);
  await tools.turns.inTurns(pools, async () => {
    await demandOurs(tools, at);
    await tell(tools, at, 'job', { type: 'job', host, attempt });
  });
}

function verdictOn(at: At, end: JobEnd | undefined, { commands, timeoutMs }: OrderedJob): StepEnd {
  if (end === undefined || end.stopped === 'asked') return stopped;
  const where = (text: string): string =>
    commands[end.failedCommand - 1] === undefined
      ? text
      : kept`${text} in command ${end.failedCommand} of ${commands.length}`;
  if (end.stopped === 'timeout')
    return failed('timeout', where(kept`${at.host}: the deploy was ended after ${timeoutMs / 1000} s`));
  if (end.signal !== null)
    return failed('failed', where(kept`${at.host}: the deploy was ended by ${end.signal}`));
  if (end.exitCode !== 0)
    return failed(
      'failed',
      where(kept`${at.host}: the deploy failed with exit code ${String(end.exitCode)}`),
    );
  return ok;
}

const failed = (kind: Failure['kind'], reason: string): StepEnd => ({ is: 'failed', kind, reason });

const releaseOf = (job: OrderedJob): string => String(job.variables.ROLLOUT_RELEASE);

/** A deploy that ends well and changes nothing is a failure, where the host can tell what it runs. */
async function checkCurrent(tools: Tools, at: At, release: string): Promise<StepEnd> {
  const cluster = clusterOf(tools, at.cluster);
  const { current } = cluster.deploy;
  if (current === undefined) return ok;
  const { exitCode, output } = await tools.deployer(cluster).ask(hostOf(tools, at), current, 15_000);
  const runs = output.trim();
  if (exitCode === 0 && runs === release) return ok;
  if (exitCode !== 0)
    return failed('failed', kept`${at.host}: the \`current\` command failed with exit code ${exitCode}`);
  return failed(
    'ineffective',
    runs === ''
      ? kept`${at.host}: the deploy ended well, but the host says that it runs nothing, not ${release}`
      : kept`${at.host}: the deploy ended well, but the host says that it runs ${runs}, not ${release}`,
  );
}
