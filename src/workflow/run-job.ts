import { randomUUID } from 'node:crypto';
import type { Deployer, JobHandle } from '../deployer/deployer.ts';
import type { Job, JobEnd } from '../model/deploy.ts';
import { asFailure, Failure } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import { type At, hostOf, tell } from './at.ts';
import { createCollector } from './collector.ts';
import { demandHolding } from './holding.ts';
import { patiently } from './patience.ts';
import type { Tools } from './tools.ts';

/** A job without the lock's epoch, which is asked for right before each start. */
export type OrderedJob = Omit<Job, 'epoch'>;

export interface Ordered {
  readonly deployer: Deployer;
  readonly job: OrderedJob;
  readonly signal: AbortSignal;
}

/** So many connections in a row may break before anybody is asked. */
const mostBreaks = 5;

/** A connection that breaks ends nothing on the host: the job is found there by its id, and followed from where it was. */
export async function startAndFollow(tools: Tools, at: At, ordered: Ordered): Promise<JobEnd> {
  for (let breaks = 1; ; breaks += 1) {
    const { signal } = ordered;
    const patience = { withinMs: tools.pace.patienceMs, signal };
    const handle = await patiently(at.host, patience, () => start(tools, at, ordered));
    try {
      return await follow(tools, at, ordered, handle);
    } catch (error) {
      const failure = asFailure(error, at.host);
      if (!failure.retryable || signal.aborted || breaks >= mostBreaks) throw error;
      await tellAgain(tools, at, failure);
    }
  }
}

/**
 * The lock is asked for before files are brought to the host, and once more before the job is started there. A take-over
 * elsewhere may raise it in between: a host that has seen the new epoch already refuses then, and the job is ordered once
 * more, under the new one.
 */
async function start(tools: Tools, at: At, ordered: Ordered): Promise<JobHandle> {
  const { deployer, job, signal } = ordered;
  const epoch = await demandHolding(tools, at, signal);
  try {
    return await deployer.start(hostOf(tools, at), { ...job, epoch }, () => demandHolding(tools, at, signal));
  } catch (error) {
    const isOlder = error instanceof Failure && error.kind === 'lost-lock';
    if (!isOlder || (await demandHolding(tools, at, signal)) <= epoch) throw error;
    return start(tools, at, ordered);
  }
}

async function follow(
  tools: Tools,
  at: At,
  { deployer, job: { timeoutMs }, signal }: Ordered,
  handle: JobHandle,
): Promise<JobEnd> {
  const collector = createCollector(tools, at);
  const from = await collector.next();
  const following = deployer.follow(handle, { from, onLine: collector.add, signal, timeoutMs });
  return following.finally(() => collector.flush());
}

const tellAgain = (tools: Tools, at: At, { message }: Failure) =>
  tell(tools, at, `follow-again/${randomUUID()}`, {
    type: 'note',
    host: at.host,
    text: kept`${message}; what runs on ${at.host} goes on, and is looked for`,
  });
