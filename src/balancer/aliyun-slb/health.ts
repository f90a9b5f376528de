import { z } from 'zod';
import type { Health } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import { some, whole } from './fields.ts';
import type { Listener } from './listeners.ts';
import type { Place } from './place.ts';
import { addressOf, type Server } from './servers.ts';
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
  const judges = judgesOf(report);
  const seen = report.sights.filter((sight) => isOf(sight, server) && judges.some((one) => isAt(sight, one)));
  const ill = seen.filter(({ ServerHealthStatus }) => ServerHealthStatus === 'abnormal');
  if (ill.length > 0)
    return { health: 'down', detail: kept`unhealthy at ${ill.map(listenerText).join(', ')}` };
  if (seen.some(({ ServerHealthStatus }) => ServerHealthStatus === 'normal')) return { health: 'up' };
  if (judges.length === 0) return { health: 'unknown', detail: kept`no listener forwards to it` };
  return judges.every(({ checks }) => !checks) ? { health: 'unchecked' } : { health: 'unknown' };
}

/** The listeners that forward to the group. A vserver group without one may be used by any listener's forwarding rules. */
function judgesOf({ place, listeners }: Report): readonly Listener[] {
  const own = listeners.filter(({ groupId }) => groupId === place.group?.id);
  return own.length > 0 || !place.group ? own : listeners;
}

/** In the default group the listener says the port. */
function isOf(sight: Sight, server: Server): boolean {
  const address = addressOf(server);
  return (
    sight.ServerId === server.ServerId &&
    (server.Port ?? sight.Port) === (sight.Port ?? server.Port) &&
    (address ?? sight.ServerIp) === (sight.ServerIp ?? address)
  );
}

const isAt = (sight: Sight, { port, protocol }: Listener): boolean =>
  sight.ListenerPort === port && (protocolOf(sight) ?? protocol) === protocol;

const protocolOf = ({ Protocol }: Sight): string | undefined => Protocol?.toLowerCase();

const listenerText = (sight: Sight): string => `${protocolOf(sight) ?? 'port'}:${sight.ListenerPort}`;
