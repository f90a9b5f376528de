import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Params } from './entry.ts';
import { invalid, Refusal } from './refusal.ts';
import { type Action, groupOf, loadBalancerOf, type Reply } from './slb.ts';
import type { DoubleLoadBalancer, DoubleServer } from './world.ts';

/** How writes go. */
export interface Writing {
  /** How long a change is under way, in milliseconds. */
  takesMs: number;
  /** Changes are accepted, and nothing changes. */
  ineffective: boolean;
}

/** An entry of `BackendServers`; numbers may be text. What is left out gets its default, also what was there before. */
const entry = z.strictObject({
  ServerId: z.string(),
  Port: z.coerce.number().int().min(1).max(65_535).optional(),
  Weight: z.coerce.number().int().min(0).max(100).default(100),
  Type: z.enum(['ecs', 'eni', 'eci']).default('ecs'),
  ServerIp: z.string().min(1).optional(),
  Description: z.string().min(1).max(80).optional(),
});
type Entry = z.infer<typeof entry>;
const entries = z.array(entry).min(1).max(20);

export const slbWrites = (writing: Writing): Readonly<Record<string, Action>> => ({
  SetBackendServers: {
    takes: { RegionId: 'text', LoadBalancerId: 'text!', BackendServers: 'json' },
    async run(world, params) {
      const lb = loadBalancerOf(world, params);
      const set = await write(writing, lb, lb.servers, entriesOf(params, false));
      return { LoadBalancerId: lb.id, ...set };
    },
  },
  SetVServerGroupAttribute: {
    takes: { RegionId: 'text!', VServerGroupId: 'text!', VServerGroupName: 'text', BackendServers: 'json' },
    async run(world, params) {
      const { lb, group } = groupOf(world, params);
      const set = await write(writing, lb, group.servers, entriesOf(params, true));
      group.name = params.get('VServerGroupName') ?? group.name;
      return { VServerGroupId: group.id, VServerGroupName: group.name, ...set };
    },
  },
});

function entriesOf(params: Params, withPorts: boolean): readonly Entry[] {
  const read = entries.safeParse(JSON.parse(params.get('BackendServers') ?? '[]'));
  if (!read.success || read.data.some((one) => (one.Port !== undefined) !== withPorts))
    throw invalid('BackendServers');
  return read.data;
}

/** One change of a load balancer at a time; only the listed servers change. */
async function write(
  writing: Writing,
  lb: DoubleLoadBalancer,
  servers: readonly DoubleServer[],
  given: readonly Entry[],
): Promise<Reply> {
  if (lb.writing)
    throw new Refusal(
      409,
      'BackendServer.configuring',
      'A previous configuration of the load balancer is pending; please try again later.',
    );
  const pairs = given.map((one) => ({ one, server: meantBy(one, servers) }));
  lb.writing = true;
  await pause(writing.takesMs);
  lb.writing = false;
  for (const { one, server } of writing.ineffective ? [] : pairs) {
    server.weight = one.Weight;
    server.description = one.Description;
  }
  return { BackendServers: { BackendServer: given.map((one) => ({ ...one, Weight: String(one.Weight) })) } };
}

/** A network interface's address has to be said, an instance's must be its own where it is said. */
function meantBy(one: Entry, servers: readonly DoubleServer[]): DoubleServer {
  const found = servers.filter(
    ({ id, port, type, ip }) =>
      id === one.ServerId &&
      port === one.Port &&
      type === one.Type &&
      ip === (one.ServerIp ?? (type === 'ecs' ? ip : undefined)),
  );
  if (found.length === 1 && found[0]) return found[0];
  throw new Refusal(400, 'ObtainIpFail', `The backend server ${one.ServerId} can not be obtained.`);
}
