import { Failure } from '../../model/failure.ts';
import type { Saved } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import type { BalancerAbilities } from '../balancer.ts';
import { parseEndpoint } from './endpoint.ts';
import { checkSaved, type Decide, facts, maxWeight } from './wish.ts';

/** How members are drained and given back. `where` is the member's name in messages: `lvs1/tcp:10.0.0.1:80 10.0.0.2:80`. */
export interface Manner {
  readonly abilities: BalancerAbilities;
  drain(member: string, where: string): Decide;
  apply(member: string, saved: Saved, where: string): Decide;
  weigh(member: string, weight: number, where: string): Decide;
}

const limits = { reportsHealth: false, minWeight: 0, maxWeight } as const;

/** Drained is weight 0: nothing new is sent to the real server, established connections are. */
export const byWeight: Manner = {
  abilities: { ...limits, reportsConnections: true },
  drain: (_, where) => (now) => ({ ...listed(now, where), weight: 0 }),
  apply(_, saved, where) {
    checkSaved(saved, ['ready'], where);
    const given = facts(saved.extra, where);
    // A health checker (keepalived, ldirectord) may be about to put it back.
    return (now) => ({ ...listed(now, where, { retryable: true }), ...given, weight: saved.weight });
  },
  weigh: (_, weight, where) => (now) => ({ ...listed(now, where), weight }),
};

/** Drained is taken out of the table: IPVS counts such a server's connections no more. */
export const byRemoval: Manner = {
  abilities: { ...limits, reportsConnections: false, removes: true },
  drain(member, where) {
    demandPort(member, where);
    return () => 'gone';
  },
  apply(member, saved, where) {
    checkSaved(saved, ['ready', 'maint'], where);
    demandPort(member, where);
    const given = facts(saved.extra, where);
    if (saved.state === 'maint') return () => 'gone';
    return (now, others) => ({
      ...(given ?? now ?? { method: methodOf(others, where), upper: 0, lower: 0 }),
      weight: saved.weight,
    });
  },
  weigh: (_, weight, where) => (now) => {
    if (now) return { ...now, weight };
    throw new Failure(
      'invalid',
      where,
      kept`${where} is out of the table and has no weight: give it back first.`,
    );
  },
};

function listed<Server>(now: Server | undefined, where: string, options = {}): Server {
  if (now) return now;
  throw new Failure('missing', where, kept`LVS lists no real server ${where}.`, options);
}

/** Once it is out of the table, neither an address alone nor another spelling of it would find it again. */
function demandPort(member: string, where: string): void {
  const name = parseEndpoint(member)?.name;
  if (name === member) return;
  const form = name ?? 'ADDRESS:PORT';
  throw new Failure(
    'missing',
    where,
    kept`${where} could not be put back into LVS: with \`drainBy: removal\` the config must call it ${form}.`,
  );
}

/** Where nothing was saved, the other real servers tell, if they are of one mind. */
function methodOf(others: readonly { readonly method: string }[], where: string): string {
  const [method, another] = new Set(others.map((each) => each.method));
  if (method !== undefined && another === undefined) return method;
  throw new Failure(
    'invalid',
    where,
    kept`Nothing says how packets are forwarded to ${where} (-g, -m or -i): add it to LVS by hand.`,
  );
}
