import type { Cluster, Host } from '../../model/cluster.ts';
import type { Command } from '../../model/command.ts';
import { isActive, type Override } from '../../model/override.ts';
import { isOnCall, mayDisable } from '../../policy/access.ts';
import { timeText } from '../../report/lock-text.ts';
import { overrideButtons, untilText } from '../../report/override-card.ts';
import { plain } from '../../report/plain.ts';
import type { NewEntry } from '../../store/journal.ts';
import { say } from '../../text/say.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal } from '../desk.ts';
import type { Answer, Asked } from '../intake.ts';
import { hostsOfMembers } from '../live.ts';
import { activeOn, overrideNamed, overrideShown, takenOut } from '../overrides.ts';
import { placesOf } from '../propose.ts';
import { spare } from '../spare.ts';
import { inTurnOf } from '../together.ts';
import { beginAll, confirm } from './confirm.ts';

type Disable = Extract<Command, { verb: 'disable' }>;

/**
 * A person wants hosts out of their pools: refused at once, all of them, where they may not or one can't be spared, else
 * one click. Each is an override of its own from then on.
 */
export const disable: Handler<'disable'> = async (desk, command, asked) => {
  const cluster = clusterNamed(desk, command.cluster);
  demand(mayDisable(cluster.access, cluster.name, asked));
  const before = await desk.tools.store.overrides.madeBy(asked.id);
  const id = before ?? (await create(desk, cluster, command, asked));
  if (cluster.access.onCallConfirms || !isOnCall(cluster.access, asked)) return overrideShown(desk, id);
  return atOnce(desk, id, asked);
};

/** Gives the id of the first of them: what is told before they are confirmed is told of that one. */
async function create(desk: Desk, cluster: Cluster, command: Disable, asked: Asked): Promise<string> {
  const hosts = hostsOfMembers(cluster, command.members);
  for (const host of hosts) await demandNotOut(desk, cluster.name, host);
  const spared = await spare(desk, cluster, hosts);
  const { overrides, journal } = desk.tools.store;
  const leader = await overrides.nextId();
  const { reason, forMs } = command;
  const shared = {
    type: 'override' as const,
    person: asked.person,
    reason,
    ...(forMs !== undefined && { forMs }),
    ...(hosts.length > 1 && { leader }),
  };
  const entries: NewEntry[] = [];
  for (const { host, members } of spared) {
    const isFirst = entries.length === 0;
    const id = isFirst ? leader : await overrides.nextId();
    const request = isFirst ? asked.id : `${asked.id}/${host.name}`;
    const places = isFirst ? placesOf(desk, cluster, asked) : [];
    const body = { ...shared, host: host.name, members, request, places };
    entries.push({ rollout: id, cluster: cluster.name, key: `${id}/asked`, body });
  }
  await journal.recordAll(entries);
  return leader;
}

/** The on-call whom the policy trusts: the message itself is the click. */
async function atOnce(desk: Desk, id: string, asked: Asked): Promise<Answer> {
  await inTurnOf(desk, id, async (group) => {
    const override = await overrideNamed(desk, id);
    if (override.state === 'awaiting-approval') await confirm(desk, group, asked);
    // Asked again: whoever confirmed it may have died before it was begun.
    else if (isActive(override.state)) await beginAll(desk, group);
  });
  return takenOut(desk, id);
}

async function demandNotOut(desk: Desk, cluster: string, { name }: Host): Promise<void> {
  const out = await activeOn(desk, cluster, name);
  if (out) throw new Refusal('refused', alreadyText(out, desk.now()), { buttons: overrideButtons(out) });
}

function alreadyText(override: Override, now: Date): string {
  const { id, host, requester, reason, outAt, createdAt } = override;
  const since = timeText(outAt ?? createdAt, now);
  return say`${host} is out already: ${plain(requester, 80)} took it out at ${since} (${id}: ${plain(reason)}), until ${untilText(override, now)}`;
}
