import { amountOf } from '../../model/amount.ts';
import { type Cluster, type Host, type MemberRef, namesIn } from '../../model/cluster.ts';
import type { Command } from '../../model/command.ts';
import { inService, savedOf } from '../../model/member.ts';
import type { Override, OverrideMember } from '../../model/override.ts';
import { isOnCall, mayDisable } from '../../policy/access.ts';
import { mayTakeOut } from '../../policy/capacity.ts';
import { timeText } from '../../report/lock-text.ts';
import { overrideButtons, untilText } from '../../report/override-card.ts';
import { plain } from '../../report/plain.ts';
import { pick } from '../../workflow/members.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal } from '../desk.ts';
import { approvalOf } from '../expiry.ts';
import type { Answer, Asked } from '../intake.ts';
import { hostOfMember, readPool } from '../live.ts';
import { activeOn, overrideNamed, overrideShown, takenOut } from '../overrides.ts';
import { placesOf } from '../propose.ts';
import { confirm } from './confirm.ts';

type Disable = Extract<Command, { verb: 'disable' }>;

/** A person wants a host out of its pools: refused at once where they may not or it can't be spared, else one click. */
export const disable: Handler<'disable'> = async (desk, command, asked) => {
  const cluster = clusterNamed(desk, command.cluster);
  demand(mayDisable(cluster.access, cluster.name, asked));
  const before = await desk.tools.store.overrides.madeBy(asked.id);
  const id = before ?? (await create(desk, cluster, command, asked));
  if (cluster.access.onCallConfirms || !isOnCall(cluster.access, asked)) return overrideShown(desk, id);
  return atOnce(desk, id, asked);
};

async function create(desk: Desk, cluster: Cluster, command: Disable, asked: Asked): Promise<string> {
  const host = hostOfMember(cluster, command.member);
  await demandNotOut(desk, cluster.name, host);
  const members = await Promise.all(host.members.map((ref) => spared(desk, cluster, host, ref)));
  const { store } = desk.tools;
  const id = await store.overrides.nextId();
  const { reason, forMs } = command;
  const body = {
    type: 'override' as const,
    person: asked.person,
    host: host.name,
    members,
    reason,
    ...(forMs !== undefined && { forMs }),
    request: asked.id,
    places: placesOf(desk, cluster, asked),
  };
  await store.journal.record({ rollout: id, cluster: cluster.name, key: `${id}/asked`, body });
  return id;
}

/** The on-call whom the policy trusts: the message itself is the click. */
async function atOnce(desk: Desk, id: string, asked: Asked): Promise<Answer> {
  await desk.tools.turns.inTurn(approvalOf(id), async () => {
    const override = await overrideNamed(desk, id);
    if (override.state === 'awaiting-approval') await confirm(desk, override, asked);
  });
  return takenOut(desk, id);
}

/** The member as it is now and what its pool keeps without it; refuses where the pool can't spare it. */
async function spared(
  desk: Desk,
  { strategy }: Cluster,
  host: Host,
  ref: MemberRef,
): Promise<OverrideMember> {
  const { pool, member } = ref;
  const live = await readPool(desk.tools, pool);
  const saved = savedOf(pick(live, ref));
  const out = await desk.tools.store.custody.outOf(pool.id);
  const taken = namesIn(host, pool);
  const decision = mayTakeOut({ pool: pool.id, live, out }, taken, strategy);
  if (!decision.allowed) throw new Refusal('refused', `${member} can't be taken out: ${decision.reason}`);
  const left = live.filter((each) => inService(each) && !out.has(each.name) && !taken.includes(each.name));
  const minInService = amountOf(strategy.minInService, live.length, 'up');
  return {
    pool: pool.id,
    member,
    now: saved,
    leaves: { inService: left.length, members: live.length, minInService },
  };
}

async function demandNotOut(desk: Desk, cluster: string, { name }: Host): Promise<void> {
  const out = await activeOn(desk, cluster, name);
  if (out) throw new Refusal('refused', alreadyText(out, desk.now()), { buttons: overrideButtons(out) });
}

function alreadyText(override: Override, now: Date): string {
  const { id, host, requester, reason, outAt, createdAt } = override;
  const since = timeText(outAt ?? createdAt, now);
  return `${host} is out already: ${plain(requester, 80)} took it out at ${since} (${id}: ${plain(reason)}), until ${untilText(override, now)}`;
}
