import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '../model/command.ts';
import { mayDeploy, mayDisable } from '../policy/access.ts';
import type { Held } from '../store/custody.ts';
import { inARow, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import type { BringBackInput } from '../workflow/bring-back.ts';
import { clusterNamed, type Desk, demand, Refusal } from './desk.ts';
import type { Answer, Asked } from './intake.ts';
import { refusedAsLocked } from './locked.ts';

type Enable = Extract<Command, { verb: 'enable' }>;

/** A host that a rollout left out, by one of its members. */
type LeftOut = Pick<Held, 'cluster' | 'host' | 'rollout'>;

/** The hosts that the names stand for, each once; refuses where one of them is not held out, or may not be brought back now. */
export async function leftOutHosts(
  desk: Desk,
  { cluster: named, members }: Enable,
  asked: Asked,
): Promise<readonly LeftOut[]> {
  const { name, access } = clusterNamed(desk, named);
  const mayChange = mayDisable(access, name, asked);
  if (!mayChange.allowed) demand(mayDeploy(access, name, asked));
  const found = new Map<string, LeftOut>();
  for (const member of members) {
    const held = await leftOut(desk, name, member);
    found.set(held.host, held);
  }
  const holder = await desk.tools.lock.holder(name);
  if (holder) throw await refusedAsLocked(desk, name, holder);
  return [...found.values()];
}

/**
 * Brings them back one after the other, as each takes the cluster's lock: exactly as they were, and unless they are wanted
 * anyway only if their probes pass.
 */
export async function bringBack(
  desk: Desk,
  hosts: readonly LeftOut[],
  { anyway }: Enable,
  { person, id }: Asked,
): Promise<Answer> {
  const inputs = hosts.map(({ cluster, host, rollout }, i): BringBackInput => {
    const request = i === 0 ? id : `${id}/${host}`;
    return { cluster, host, rollout, person, request, ...(anyway && { anyway }) };
  });
  const [first, ...others] = inputs;
  if (!first) throw new Error('there is nobody to bring back'); // not shown
  const under = desk.bringBack(others.length > 0 ? { ...first, others } : first);
  return whatCameOf(
    under,
    first.cluster,
    hosts.map(({ host }) => host),
  );
}

/** What came of bringing them back, or that it is under way where that takes longer. */
export async function whatCameOf(
  under: Promise<string>,
  cluster: string,
  names: readonly string[],
): Promise<Answer> {
  const text = await Promise.race([under.then(told), later(cluster, names)]);
  return { code: 'ok', card: { title: text, tone: 'plain' } };
}

async function leftOut({ tools }: Desk, cluster: string, name: string): Promise<LeftOut> {
  const held = await tools.store.custody.all(cluster);
  const found = held.find(
    ({ member, host, outSince }) => outSince !== undefined && (member === name || host === name),
  );
  if (found) return found;
  const text = say`${name} is not held out of ${cluster} by anybody here; \`members ${cluster}\` shows how it is`;
  throw new Refusal('refused', text);
}

export const beingVerified = (host: string, cluster: string): string =>
  say`${host} is being verified and comes back if it is well; \`members ${cluster}\` shows how it stands`;

/** Chats want an answer within three seconds; hosts that take longer to verify are told of by `members`. */
async function later(cluster: string, names: readonly string[]): Promise<string> {
  await sleep(2_000, undefined, { ref: false });
  const hosts = inARow(names);
  return names.length === 1
    ? beingVerified(hosts, cluster)
    : say`${hosts} are being verified one after the other, and come back if they are well; \`members ${cluster}\` shows how it stands`;
}
