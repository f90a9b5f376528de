import { amountOf } from '../model/amount.ts';
import { inService, type Member, savedText } from '../model/member.ts';
import type { PlannedBatch, PlannedHost } from '../model/plan.ts';
import { mostOut } from '../policy/capacity.ts';
import { kept } from '../text/say.ts';
import type { Facts, Wish } from './facts.ts';
import { mostOfOneHost } from './of-one-host.ts';

/** What a careful colleague would point out before the click, one sentence each. */
export function warningsOf(wish: Wish, batches: readonly PlannedBatch[], facts: Facts): readonly string[] {
  return [
    ...locked(facts),
    ...overridden(batches, facts),
    ...new Set(members(batches, facts)),
    ...unhealthy(wish, facts),
    ...squeezed(wish, batches, facts),
    ...alike(wish, facts),
  ];
}

const locked = ({ lockedBy }: Facts): string[] => (lockedBy === undefined ? [] : [kept`${lockedBy}.`]);

function overridden(batches: readonly PlannedBatch[], { overridden: out }: Facts): string[] {
  return batches
    .flatMap(({ hosts }) => hosts)
    .flatMap(({ host }) => {
      const by = out?.get(host);
      return by
        ? [kept`${host} is out by ${by.requester} (${by.reason}) and will be left alone while it is.`]
        : [];
    });
}

function members(batches: readonly PlannedBatch[], { overridden: out }: Facts): string[] {
  return batches
    .flatMap(({ hosts }) => hosts)
    .filter(({ host }) => !out?.has(host))
    .flatMap(({ host, members }) => members.map((member) => ({ host, ...member })))
    .flatMap(({ host, pool, now, held }) => {
      if (held && (now.state !== 'ready' || now.weight === 0))
        return [
          kept`${host} is held out of ${pool} by an earlier rollout; it will get back ${savedText(held)}.`,
        ];
      if (now.state !== 'ready')
        return [kept`${host} is in ${now.state} in ${pool}; it is deployed to and stays so.`];
      return now.weight === 0 ? [kept`${host} has weight 0 in ${pool}; it is deployed to and keeps it.`] : [];
    });
}

function unhealthy({ cluster }: Wish, facts: Facts): string[] {
  return cluster.pools.flatMap(({ id }) => {
    const down = (facts.pools.get(id) ?? []).filter(
      (member) => member.state === 'ready' && member.weight > 0 && !inService(member),
    );
    return down.length === 0 ? [] : [seenText(id, down)];
  });
}

/** Who takes new connections by their setting, and is not in service: down, or nobody knows. */
function seenText(pool: string, members: readonly Member[]): string {
  const health = members.at(-1)?.health ?? 'unknown';
  const seen = members.map((member) => `${member.name} ${member.health}`).join(', ');
  const names = seen.slice(0, -health.length - 1);
  return health === 'down' ? kept`${pool} sees ${names} down.` : kept`${pool} sees ${names} unknown.`;
}

/** A batch that the guard will not let out all at once runs, but slower than it looks. */
function squeezed({ cluster }: Wish, batches: readonly PlannedBatch[], facts: Facts): string[] {
  return cluster.pools.flatMap(({ id }) => {
    const total = facts.pools.get(id)?.length ?? 0;
    const ofOne = mostOfOneHost(cluster, id);
    const most = Math.floor(mostOut(total, cluster.strategy, ofOne) / ofOne);
    const isIn = ({ members }: PlannedHost) => members.some(({ pool }) => pool === id);
    const largest = Math.max(0, ...batches.map(({ hosts }) => hosts.filter(isIn).length));
    const floor = amountOf(cluster.strategy.minInService, total, 'up');
    return largest <= most
      ? []
      : [
          kept`Batches of ${largest} are taken ${most} at a time: ${id} keeps at least ${floor} of ${total} members in service.`,
        ];
  });
}

function alike({ kind, hosts }: Wish, facts: Facts): string[] {
  if (kind !== 'deploy') return [];
  const already = hosts.filter(({ host, to }) => facts.releases.get(host.name) === to);
  const [first] = already;
  return first === undefined
    ? []
    : [kept`${already.map(({ host }) => host.name).join(', ')}: on ${first.to} already.`];
}
