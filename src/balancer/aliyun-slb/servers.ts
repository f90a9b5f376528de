import { z } from 'zod';
import { some, whole } from './fields.ts';
import type { Place } from './place.ts';
import { ask, type Session, slb } from './session.ts';

const schema = z.object({
  ServerId: z.string(),
  /** Only in vserver groups: in the default group the listener says the port. */
  Port: whole.optional(),
  Weight: whole,
  Type: z.string().default('ecs'),
  ServerIp: some,
  Description: some,
});
/** One server of a group. */
export type Server = z.infer<typeof schema>;

const reply = z.object({ BackendServers: z.object({ BackendServer: z.array(schema).default([]) }) });

/** All servers of the group, as they are now. */
export async function serversOf(session: Session, place: Place): Promise<readonly Server[]> {
  const asked = place.group
    ? { action: 'DescribeVServerGroupAttribute', params: { VServerGroupId: place.group.id } }
    : { action: 'DescribeLoadBalancerAttribute', params: { LoadBalancerId: place.lb.id } };
  const { BackendServers } = await ask(session, { service: slb, ...asked }, reply);
  return BackendServers.BackendServer;
}

/** A network interface may be there once for each of its addresses. */
export const isSame = (one: Server, other: Server): boolean =>
  one.ServerId === other.ServerId && one.Port === other.Port && addressOf(one) === addressOf(other);

/** Of an ECS instance the address says nothing that its id does not, and it may change. */
export const addressOf = ({ Type, ServerIp }: Server): string | undefined =>
  Type === 'ecs' ? undefined : ServerIp;

/**
 * Sets the weight of one server, and of no other: both calls leave servers alone that they do not list. All else that
 * the call could set is sent as it is; a weight is always sent, as one that is left out counts as 100.
 */
export async function setWeight(
  session: Session,
  place: Place,
  server: Server,
  weight: number,
): Promise<void> {
  const BackendServers = JSON.stringify([entryOf(server, weight)]);
  const asked = place.group
    ? { action: 'SetVServerGroupAttribute', params: { VServerGroupId: place.group.id, BackendServers } }
    : { action: 'SetBackendServers', params: { LoadBalancerId: place.lb.id, BackendServers } };
  await ask(session, { service: slb, ...asked, changes: true }, z.object({}));
}

/** As the documents write it, with numbers as text. */
function entryOf(server: Server, weight: number): Readonly<Record<string, string>> {
  const { ServerId, Port, Type, Description } = server;
  const address = addressOf(server);
  return {
    ServerId,
    Weight: String(weight),
    Type,
    ...(Port !== undefined && { Port: String(Port) }),
    ...(address && { ServerIp: address }),
    ...(Description && { Description }),
  };
}
