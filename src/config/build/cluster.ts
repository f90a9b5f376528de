import type { Access, Cluster, Host, Pool, Strategy } from '../../model/cluster.ts';
import type { Chat, ChatPlace } from '../../model/place.ts';
import type { Place } from '../files.ts';
import { membersIn, poolId } from '../membership.ts';
import type { AccessInput } from '../schema/access.ts';
import type { ClusterInput } from '../schema/file.ts';
import type { HostInput, PoolInput } from '../schema/pool.ts';
import type { StrategyInput } from '../schema/strategy.ts';
import { deploySpec } from './deploy.ts';
import { given } from './given.ts';
import { sshOverride } from './ssh.ts';
import { probeSpecs } from './verify.ts';

export function cluster(name: string, input: ClusterInput, place: Place): Cluster {
  return {
    name,
    pools: input.pools.map(poolOf),
    hosts: input.hosts.map((host) => hostOf(host, input.pools, place)),
    deploy: deploySpec(input.deploy, place),
    verify: probeSpecs(input.verify ?? [], place),
    strategy: strategyOf(input.strategy),
    access: accessOf(input.access),
    places: [...placesIn('slack', input), ...placesIn('dingtalk', input)],
  };
}

/** Each channel once, as one thread is told in it. */
const placesIn = (chat: Chat, { channels }: ClusterInput): ChatPlace[] =>
  [...new Set(channels?.[chat])].map((channel) => ({ chat, channel }));

const poolOf = (pool: PoolInput): Pool => ({ id: poolId(pool), provider: pool.provider, name: pool.name });

function hostOf(host: HostInput, pools: readonly PoolInput[], place: Place): Host {
  return {
    name: host.name,
    address: host.address ?? host.name,
    members: pools.flatMap((pool) => membersIn(pool, host).map((member) => ({ pool: poolOf(pool), member }))),
    ...given({ ssh: host.ssh && sshOverride(host.ssh, place) }),
  };
}

function strategyOf(input: StrategyInput): Strategy {
  return {
    batches: input.batch,
    gate: input.gate ?? (input.canary ? 'person' : 'probe'),
    soakMs: input.soak,
    minInService: input.minInService,
    onFailure: input.onFailure,
    afterCrash: input.afterCrash,
    connections: connectionsOf(input.connections),
    poolHealthWithinMs: input.poolHealthWithin,
    capacityWithinMs: input.capacityWithin,
    ...given({
      canary: input.canary,
      maxOut: input.maxOut,
      drain: input.drain && { steps: input.drain.steps, pauseMs: input.drain.pause },
      ramp: input.ramp && {
        steps: input.ramp.steps,
        pauseMs: input.ramp.pause,
        probe: input.ramp.probe,
      },
    }),
  };
}

const connectionsOf = ({
  within,
  onTimeout,
  port,
}: StrategyInput['connections']): Strategy['connections'] => ({
  withinMs: within,
  onTimeout,
  ...given({ ports: port === false ? [] : port }),
});

const accessOf = (input: AccessInput): Access => ({
  view: input.view ?? [],
  deploy: input.deploy ?? [],
  approve: input.approve ?? [],
  disable: input.disable ?? [],
  onCall: input.onCall ?? [],
  mentionOnCall: input.mentionOnCall,
  onCallConfirms: input.onCallConfirms,
  approvals: input.approvals,
  distinctApprover: input.distinctApprover,
});
