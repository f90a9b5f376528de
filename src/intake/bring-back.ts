import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '../model/command.ts';
import { mayDeploy, mayDisable } from '../policy/access.ts';
import type { Held } from '../store/custody.ts';
import { clusterNamed, type Desk, demand, Refusal } from './desk.ts';
import type { Answer, Asked } from './intake.ts';
import { refusedAsLocked } from './locked.ts';

type Enable = Extract<Command, { verb: 'enable' }>;

/** Brings a host back that a rollout left out: exactly as it was, and unless it is wanted anyway only if its probes pass. */
export async function bringBack(
  desk: Desk,
  { cluster: named, member, anyway }: Enable,
  asked: Asked,
): Promise<Answer> {
  const { name, access } = clusterNamed(desk, named);
  const mayChange = mayDisable(access, name, asked);
  if (!mayChange.allowed) demand(mayDeploy(access, name, asked));
  const { host, rollout } = await leftOut(desk, name, member);
  const holder = await desk.tools.lock.holder(name);
  if (holder) throw await refusedAsLocked(desk, name, holder);
  const { person, id: request } = asked;
  const under = desk.bringBack({ cluster: name, host, rollout, person, request, ...(anyway && { anyway }) });
  const text = await Promise.race([under, later(host, name)]);
  return { code: 'ok', card: { title: text, tone: 'plain' } };
}

async function leftOut({ tools }: Desk, cluster: string, name: string): Promise<Held> {
  const held = await tools.store.custody.all(cluster);
  const found = held.find(
    ({ member, host, outSince }) => outSince !== undefined && (member === name || host === name),
  );
  if (found) return found;
  const text = `${name} is not held out of ${cluster} by anybody here; \`members ${cluster}\` shows how it is`;
  throw new Refusal('refused', text);
}

/** Chats want an answer within three seconds; a host that takes longer to verify is told of by `members`. */
async function later(host: string, cluster: string): Promise<string> {
  await sleep(2_000, undefined, { ref: false });
  return `${host} is being verified and comes back if it is well; \`members ${cluster}\` shows how it stands`;
}
