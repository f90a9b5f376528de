import { z } from 'zod';
import type { Health } from '../../model/member.ts';
import { some, whole } from './fields.ts';
import type { Listener } from './listeners.ts';
import type { Place } from './place.ts';
import type { Server } from './servers.ts';
import { ask, type Session, slb } from './session.ts';

const schema = z.object({
  ServerId: z.string(),
  ServerHealthStatus: z.string(),
  ListenerPort: whole,
  Protocol: some,
  Port: whole.optional(),
  ServerIp: some,
});
/** What one listener sees of one server. */
export type Sight = z.infer<typeof schema>;

const reply = z.object({ BackendServers: z.object({ BackendServer: z.array(schema).default([]) }) });

/** What all listeners of the load balancer see; nothing where none of them checks. */
export async function sightsOf(
  session: Session,
  { lb }: Place,
  listeners: readonly Listener[],
): Promise<readonly Sight[]> {
  if (!listeners.some(({ checks }) => checks)) return [];
  const params = { LoadBalancerId: lb.id };
  const { BackendServers } = await ask(
    session,
    { service: slb, action: 'DescribeHealthStatus', params },
    reply,
  );
  return BackendServers.BackendServer;
}

/** What is known of a place's health. */
export interface Report {
  readonly place: Place;
  /** Those that count, by protocol. */
  readonly listeners: readonly Listener[];
  readonly sights: readonly Sight[];
}

/** Only listeners of the protocol count, where one is given. */
export function reportOf(report: Report, protocol: string | undefined): Report {
  if (protocol === undefined) return report;
  return {
    ...report,
    listeners: report.listeners.filter((listener) => listener.protocol === protocol),
    sights: report.sights.filter((sight) => protocolOf(sight) === protocol),
  };
}

/**
 * The health of one server: `down` where any listener sees it so. `unavailable` means that it is not checked, or not yet
 * ("DescribeHealthStatus"): which of the two, the listener's settings tell.
 */
export function healthOf(
  server: Server,
  report: Report,
): { readonly health: Health; readonly detail?: string } {
  const seen = report.sights.filter((sight) => isOf(sight, server, report));
  const ill = seen.filter(({ ServerHealthStatus }) => ServerHealthStatus === 'abnormal');
  if (ill.length > 0) return { health: 'down', detail: `unhealthy at ${ill.map(listenerText).join(', ')}` };
  if (seen.some(({ ServerHealthStatus }) => ServerHealthStatus === 'normal')) return { health: 'up' };
  const own = report.listeners.filter((listener) => listener.groupId === report.place.group?.id);
  // A group that only forwarding rules use is checked, or not, by the listeners of those.
  const judges = own.length > 0 ? own : report.listeners;
  if (judges.length === 0) return { health: 'unknown', detail: 'no listener forwards to it' };
  return judges.every(({ checks }) => !checks) ? { health: 'unchecked' } : { health: 'unknown' };
}

function isOf(sight: Sight, server: Server, { place, listeners }: Report): boolean {
  if (sight.ServerId !== server.ServerId) return false;
  if (sight.ServerIp && server.ServerIp && sight.ServerIp !== server.ServerIp) return false;
  if (place.group) return sight.Port === undefined || sight.Port === server.Port;
  return listeners.some((listener) => listener.groupId === undefined && isAt(sight, listener));
}

const isAt = (sight: Sight, { port, protocol }: Listener): boolean =>
  sight.ListenerPort === port && (protocolOf(sight) ?? protocol) === protocol;

const protocolOf = ({ Protocol }: Sight): string | undefined => Protocol?.toLowerCase();

const listenerText = (sight: Sight): string => `${protocolOf(sight) ?? 'port'}:${sight.ListenerPort}`;
