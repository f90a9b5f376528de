import { randomUUID } from 'node:crypto';
import type { Balancer } from '../../balancer/balancer.ts';
import { asFailure, isDatabaseAway } from '../../model/failure.ts';
import type { Member } from '../../model/member.ts';
import type { Override } from '../../model/override.ts';
import { mayTakeOut } from '../../policy/capacity.ts';
import type { Held } from '../../store/custody.ts';
import { kept } from '../../text/say.ts';
import { clusterOf } from '../at.ts';
import { pick } from '../members.ts';
import { rest } from '../patience.ts';
import type { Tools } from '../tools.ts';
import { heldBy, overrideOf, poolOf, record, setState } from './subject.ts';

/**
 * Runs `run`, and meanwhile keeps out what the override holds: drains what is not out yet, and again what a restarted
 * balancer has put back. What can't be done is told once, and tried again.
 */
export async function keepTaken<T>(tools: Tools, id: string, run: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const watching = watch(tools, id, over.signal);
  try {
    return await run();
  } finally {
    over.abort();
    await watching;
  }
}

async function watch(tools: Tools, id: string, signal: AbortSignal): Promise<void> {
  let told: string | undefined;
  let blind = false;
  while (!signal.aborted) {
    try {
      const override = await overrideOf(tools, id);
      const problem = await drainAll(tools, override, signal);
      // Broken off: what was not looked at is not known to be out.
      if (signal.aborted) return;
      if (problem !== told)
        await note(tools, override, problem ?? kept`${override.host} is out of all its pools now`);
      told = problem;
      if (problem === undefined && override.state === 'taking-out') await out(tools, override);
      blind = false;
    } catch (error) {
      // The database was away, or the like: the next look is made all the same.
      if (!blind) tools.log(`${id} could not be looked at: ${asFailure(error, id).message}`);
      blind = true;
    }
    await rest(tools.pace.keepOutMs, signal);
  }
}

const note = (tools: Tools, override: Override, text: string) =>
  record(tools, override, `note/${randomUUID()}`, { type: 'note', host: override.host, text });

/** From this moment on its time counts. */
async function out(tools: Tools, override: Override): Promise<void> {
  const { forMs } = override;
  const until = forMs === undefined ? undefined : new Date(tools.store.now().getTime() + forMs);
  await setState(tools, override, { state: 'out', key: 'out', ...(until && { until }) });
}

/** Drains every member that is not out; says what stands in the way of one. */
async function drainAll(tools: Tools, override: Override, signal: AbortSignal): Promise<string | undefined> {
  const problems: string[] = [];
  for (const { pool, member } of await heldBy(tools, override)) {
    if (signal.aborted) return undefined;
    const problem = await tools.turns.inTurn(pool, () => drainOne(tools, override, pool, member));
    if (problem !== undefined) problems.push(problem);
  }
  return problems.length === 0
    ? undefined
    : kept`${override.host} is not out everywhere: ${problems.join('; ')}; it is tried again`;
}

/** In the pool's turn: from the look at who has the member to the change. */
async function drainOne(
  tools: Tools,
  override: Override,
  pool: string,
  member: string,
): Promise<string | undefined> {
  try {
    const held = await tools.store.custody.of(pool, member);
    if (held?.rollout !== override.id) return undefined;
    const { name, provider } = poolOf(tools, override, pool);
    const balancer = tools.balancer(provider);
    return await drainHeld(tools, override, held, { name, balancer });
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return asFailure(error, pool).message;
  }
}

interface At {
  readonly name: string;
  readonly balancer: Balancer;
}

async function drainHeld(
  tools: Tools,
  override: Override,
  held: Held,
  { name, balancer }: At,
): Promise<string | undefined> {
  const { pool, member } = held;
  const members = await balancer.read(name);
  const live = pick(members, { pool: poolOf(tools, override, pool), member });
  const isNew = override.state === 'taking-out';
  if (live.state !== 'ready' || (live.weight === 0 && !isNew)) return undefined;
  const lacking = await lackOf(tools, override, held, members);
  if (lacking !== undefined) return lacking;
  await tools.store.custody.markChanging(pool, member);
  await balancer.drain(name, member);
  // On its way back by steps it was we who put it there, and somebody wants it out longer, or it is not well.
  if (!isNew && !held.given.includes(live.weight)) await note(tools, override, backText(held));
  return undefined;
}

const backText = ({ pool, member, cluster, host }: Held): string =>
  kept`${member} was in service in ${pool} again, as after a restart of the balancer, and is taken out once more; \`enable ${cluster} ${host}\` gives it back`;

/** It was spared once; what a balancer has put back since may have become what the pool can't spare. */
async function lackOf(
  tools: Tools,
  { cluster, members }: Override,
  { pool }: Held,
  live: readonly Member[],
): Promise<string | undefined> {
  const mine = members.filter((each) => each.pool === pool).map(({ member }) => member);
  const out = new Set(await tools.store.custody.outOf(pool));
  for (const member of mine) out.delete(member);
  const decision = mayTakeOut({ pool, live, out }, mine, clusterOf(tools, cluster).strategy);
  return decision.allowed ? undefined : decision.reason;
}
