import { randomUUID } from 'node:crypto';
import type { Balancer } from '../../balancer/balancer.ts';
import type { Pool } from '../../model/cluster.ts';
import { asFailure, Failure, isDatabaseAway } from '../../model/failure.ts';
import { type Member, sameAs, savedText } from '../../model/member.ts';
import type { Override } from '../../model/override.ts';
import type { Held } from '../../store/custody.ts';
import { kept } from '../../text/say.ts';
import { pick, withBalancer } from '../members.ts';
import { unstoppable } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { atOf, heldBy, poolOf, record } from './subject.ts';

/** What came of giving back: what is still held and why, and what is not as it was. */
export interface Back {
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

interface How {
  /** Lets go also of what is not there any more. */
  readonly anyway: boolean;
  readonly round: number;
}

/** Gives every member back exactly as it was saved, in reverse order of draining; one that fails does not keep the others. */
export async function giveBackAll(tools: Tools, override: Override, how: How): Promise<Back> {
  const problems: string[] = [];
  const notes: string[] = [];
  for (const each of (await heldBy(tools, override)).toReversed()) {
    const { problem, note } = await giveBack(tools, override, each, how);
    if (problem !== undefined) problems.push(problem);
    if (note !== undefined) notes.push(note);
  }
  return { problems, notes };
}

type One = { readonly problem?: string; readonly note?: string };

async function giveBack(tools: Tools, override: Override, held: Held, how: How): Promise<One> {
  try {
    const pool = poolOf(tools, override, held.pool);
    const options = { signal: unstoppable(), withinMs: tools.pace.restorePatienceMs };
    const note = await withBalancer(tools, atOf(override, how.round), pool, options, (balancer) =>
      tools.turns.inTurn(pool.id, () => apply(tools, override, held, { pool, balancer })),
    );
    return note === undefined ? {} : { note };
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const { message } = asFailure(error, held.pool);
    return how.anyway && isGone(error)
      ? { note: await letGo(tools, override, held, message) }
      : { problem: message };
  }
}

const isGone = (error: unknown): boolean => error instanceof Failure && error.kind === 'missing';

interface Place {
  readonly pool: Pool;
  readonly balancer: Balancer;
}

/** In the pool's turn, from the look at who has the member to the record that it is back. Gives what there is to say. */
async function apply(
  tools: Tools,
  override: Override,
  { member }: Held,
  { pool, balancer }: Place,
): Promise<string | undefined> {
  const held = await tools.store.custody.of(pool.id, member);
  if (held?.rollout !== override.id) return undefined;
  const { saved } = held;
  const live = pick(await balancer.read(pool.name), { pool, member });
  const isOthers = serves(live) && !isOnItsWay(held, live);
  if (!sameAs(saved, live) && (isOthers || held.outSince === undefined)) {
    const why = kept`${member} was changed in ${pool.id} by somebody meanwhile (${savedText(live)}; it was ${savedText(saved)})`;
    return letGo(tools, override, held, why);
  }
  if (!sameAs(saved, live)) await balancer.apply(pool.name, member, saved);
  const { host } = override;
  const body = { type: 'restored' as const, host, pool: pool.id, member, saved };
  await record(tools, override, `restored/${pool.id} ${member}/${randomUUID()}`, body);
  return undefined;
}

/** Whatever it is now is not ours; said, so that somebody can look after it. */
async function letGo(tools: Tools, override: Override, held: Held, why: string): Promise<string> {
  const { pool, member } = held;
  const { host } = override;
  const text = kept`${why}, and is left so`;
  await record(tools, override, `left/${pool} ${member}`, { type: 'note', host, text });
  await record(tools, override, `let-go/${pool} ${member}`, { type: 'let-go', host, pool, member });
  return text;
}

/** With a part of its weight, which a rollout had given it by steps when it was taken over. */
const isOnItsWay = ({ given, saved }: Held, { weight }: Member): boolean =>
  weight !== saved.weight && given.includes(weight);

const serves = ({ state, weight }: Member): boolean => state === 'ready' && weight > 0;

/**
 * Whether somebody put all its members in service already, so that there is nothing to give back. What is suspect, or what
 * a balancer sees down, was rather put back by a balancer's restart: it is verified like any other.
 */
export async function servesAlready(tools: Tools, override: Override): Promise<boolean> {
  const look = async (each: Held): Promise<boolean> => {
    const { pool: id, member, suspect } = each;
    const pool = poolOf(tools, override, id);
    const live = pick(await tools.balancer(pool.provider).read(pool.name), { pool, member });
    return !suspect && serves(live) && !isOnItsWay(each, live) && live.health !== 'down';
  };
  try {
    const held = await heldBy(tools, override);
    return (await Promise.all(held.map(look))).every((each) => each);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return false;
  }
}
