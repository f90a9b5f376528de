import type { Params } from './entry.ts';
import { demandNumber, pageOf } from './paging.ts';
import type { Takes } from './params.ts';
import { invalid, Refusal } from './refusal.ts';
import type { DoubleGroup, DoubleListener, DoubleLoadBalancer, DoubleServer, World } from './world.ts';

export type Reply = Readonly<Record<string, unknown>>;

export interface Action {
  readonly takes: Takes;
  run(world: World, params: Params): Reply | Promise<Reply>;
}

const ofLoadBalancer: Takes = { RegionId: 'text', LoadBalancerId: 'text!' };

/** What reads (API reference of Classic Load Balancer, version 2014-05-15). */
export const slbReads: Readonly<Record<string, Action>> = {
  DescribeLoadBalancers: {
    takes: {
      RegionId: 'text!',
      LoadBalancerId: 'text',
      LoadBalancerName: 'text',
      PageNumber: 'page',
      PageSize: 'size',
    },
    run(world, params) {
      demandNumber(params);
      const { items, of } = pageOf(params, world.loadBalancers.filter(fits(params)), 10);
      return { ...of, LoadBalancers: { LoadBalancer: items.map(summaryOf) } };
    },
  },
  DescribeLoadBalancerAttribute: {
    takes: ofLoadBalancer,
    run(world, params) {
      const lb = loadBalancerOf(world, params);
      return { ...summaryOf(lb), BackendServers: { BackendServer: lb.servers.map(serverOf) } };
    },
  },
  DescribeVServerGroups: {
    takes: { ...ofLoadBalancer, RegionId: 'text!', IncludeListener: 'flag', IncludeRule: 'flag' },
    run: (world, params) => ({
      VServerGroups: {
        VServerGroup: loadBalancerOf(world, params).groups.map(({ id, name }) => ({
          VServerGroupId: id,
          VServerGroupName: name,
        })),
      },
    }),
  },
  DescribeVServerGroupAttribute: {
    takes: { RegionId: 'text!', VServerGroupId: 'text!' },
    run(world, params) {
      const { lb, group } = groupOf(world, params);
      return {
        VServerGroupId: group.id,
        VServerGroupName: group.name,
        LoadBalancerId: lb.id,
        BackendServers: { BackendServer: group.servers.map(serverOf) },
      };
    },
  },
  DescribeMasterSlaveServerGroups: {
    takes: { ...ofLoadBalancer, IncludeListener: 'flag' },
    run: (world, params) => ({
      MasterSlaveServerGroups: {
        MasterSlaveServerGroup: loadBalancerOf(world, params).pairs.map(({ id, name }) => ({
          MasterSlaveServerGroupId: id,
          MasterSlaveServerGroupName: name,
        })),
      },
    }),
  },
  DescribeLoadBalancerListeners: {
    takes: {
      RegionId: 'text!',
      'LoadBalancerId.1': 'text',
      ListenerProtocol: 'text',
      MaxResults: 'size',
      NextToken: 'text',
    },
    run(world, params) {
      const all = world.loadBalancers
        .filter(({ id }) => id === (params.get('LoadBalancerId.1') ?? id))
        .flatMap((lb) => lb.listeners.map((listener) => listenerOf(lb, listener)));
      const from = Number(params.get('NextToken')?.replace('token-', '') ?? 0);
      const to = from + Number(params.get('MaxResults') ?? 20);
      return {
        TotalCount: all.length,
        ...(all.length > 0 && { Listeners: all.slice(from, to) }),
        ...(to < all.length && { NextToken: `token-${to}` }),
      };
    },
  },
  DescribeHealthStatus: {
    takes: { ...ofLoadBalancer, ListenerPort: 'port', ListenerProtocol: 'text' },
    run(world, params) {
      const lb = loadBalancerOf(world, params);
      const port = params.get('ListenerPort');
      const protocol = params.get('ListenerProtocol');
      const asked = lb.listeners.filter(
        (one) =>
          (port ?? String(one.port)) === String(one.port) && (protocol ?? one.protocol) === one.protocol,
      );
      if (port !== undefined && asked.length > 1)
        throw new Refusal(
          400,
          'TooManyListeners',
          'More than 1 listener is found, please be more specified.',
        );
      return { BackendServers: { BackendServer: asked.flatMap((listener) => sightsOf(lb, listener)) } };
    },
  },
};

/** By id exactly; by name also where it is only a part: the filter is loose. */
const fits = (params: Params) => {
  const ids = params.get('LoadBalancerId')?.split(',');
  const names = params.get('LoadBalancerName')?.split(',');
  return ({ id, name }: DoubleLoadBalancer): boolean =>
    (ids?.includes(id) ?? true) && (names?.some((part) => name.includes(part)) ?? true);
};

export function loadBalancerOf(world: World, params: Params): DoubleLoadBalancer {
  const found = world.loadBalancers.find(({ id }) => id === params.get('LoadBalancerId'));
  if (found) return found;
  throw new Refusal(404, 'InvalidLoadBalancerId.NotFound', 'The specified LoadBalancerId does not exist.');
}

export function groupOf(
  world: World,
  params: Params,
): { readonly lb: DoubleLoadBalancer; readonly group: DoubleGroup } {
  for (const lb of world.loadBalancers)
    for (const group of lb.groups) if (group.id === params.get('VServerGroupId')) return { lb, group };
  throw new Refusal(400, 'InvalidParameter', 'The specified VServerGroupId does not exist.');
}

const summaryOf = (lb: DoubleLoadBalancer): Reply => ({
  LoadBalancerId: lb.id,
  LoadBalancerName: lb.name,
  LoadBalancerStatus: lb.status,
  ModificationProtectionStatus: lb.protection,
  CreateTimeStamp: 1_504_147_745_000,
});

/** `Description` is left out where there is none. */
const serverOf = (server: DoubleServer): Reply => ({
  ServerId: server.id,
  ...(server.port !== undefined && { Port: server.port }),
  Weight: server.weight,
  Type: server.type,
  ...(server.ip !== undefined && { ServerIp: server.ip }),
  ...(server.description !== undefined && { Description: server.description }),
});

const listenerOf = (lb: DoubleLoadBalancer, listener: DoubleListener): Reply => ({
  LoadBalancerId: lb.id,
  ListenerPort: listener.port,
  ListenerProtocol: listener.protocol,
  Status: 'running',
  ...(listener.group !== undefined && { VServerGroupId: listener.group }),
  ...(listener.backendPort !== undefined && { BackendServerPort: listener.backendPort }),
  [`${listener.protocol.toUpperCase()}ListenerConfig`]: {
    HealthCheck: listener.checks ? 'on' : 'off',
    ...(listener.pair !== undefined && { MasterSlaveServerGroupId: listener.pair }),
  },
});

function sightsOf(lb: DoubleLoadBalancer, listener: DoubleListener): readonly Reply[] {
  const group = lb.groups.find(({ id }) => id === listener.group);
  if (listener.group !== undefined && !group) throw invalid('VServerGroupId');
  return (group?.servers ?? lb.servers).map((server) => ({
    ListenerPort: listener.port,
    Protocol: listener.protocol,
    ServerId: server.id,
    Port: server.port ?? listener.backendPort,
    ...(server.ip !== undefined && { ServerIp: server.ip }),
    ServerHealthStatus: listener.checks
      ? (server.health?.[`${listener.protocol}:${listener.port}`] ?? 'normal')
      : 'unavailable',
  }));
}
