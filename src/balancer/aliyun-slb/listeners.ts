import { z } from 'zod';
import { some } from './fields.ts';
import type { Place } from './place.ts';
import { ask, type Session, slb } from './session.ts';

const config = z.object({ HealthCheck: some, MasterSlaveServerGroupId: some }).optional();

const schema = z
  .object({
    ListenerPort: z.int(),
    ListenerProtocol: z.string(),
    VServerGroupId: some,
    TCPListenerConfig: config,
    UDPListenerConfig: config,
    HTTPListenerConfig: config,
    HTTPSListenerConfig: config,
  })
  .transform((read) => {
    const of =
      read.TCPListenerConfig ?? read.UDPListenerConfig ?? read.HTTPListenerConfig ?? read.HTTPSListenerConfig;
    return {
      port: read.ListenerPort,
      protocol: read.ListenerProtocol.toLowerCase(),
      /** Absent where it forwards to the default group. */
      groupId: read.VServerGroupId ?? of?.MasterSlaveServerGroupId,
      checks: of?.HealthCheck !== 'off',
    };
  });
export type Listener = z.infer<typeof schema>;

/** The list is left out where there are no listeners. */
const reply = z.object({ Listeners: z.array(schema).default([]), NextToken: some });

/** All listeners of the place's load balancer. */
export async function listenersOf(session: Session, { lb }: Place): Promise<readonly Listener[]> {
  const found: Listener[] = [];
  for (let next: string | undefined; ; ) {
    const params = { 'LoadBalancerId.1': lb.id, MaxResults: 100, ...(next && { NextToken: next }) };
    const page = await ask(session, { service: slb, action: 'DescribeLoadBalancerListeners', params }, reply);
    found.push(...page.Listeners);
    next = page.NextToken;
    if (next === undefined) return found;
  }
}
