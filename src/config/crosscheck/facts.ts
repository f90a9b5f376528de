import { z } from 'zod';
import type { Amount } from '../../model/amount.ts';
import type { Said } from '../membership.ts';
import { amount } from '../schema/leaf.ts';
import { type PoolInput, pool } from '../schema/pool.ts';
import { defaultMinInService } from '../schema/strategy.ts';
import { type AccessFacts, accessFacts } from './facts-access.ts';
import { type TeamFacts, team } from './facts-team.ts';
import { orNothing } from './said.ts';

/**
 * What the cross-checks look at, read from a file that may be wrong elsewhere: whatever does not parse is `undefined`
 * or absent here, so that every error of a file is told in one go.
 */
export interface Facts extends TeamFacts {
  /** `undefined` where the section is no mapping: what refers to it cannot be judged. */
  readonly providers: readonly string[] | undefined;
  readonly clusters: Readonly<Record<string, ClusterFacts>>;
  /** Every cluster's name, also of those that cannot be read; `undefined` where the section is no mapping. */
  readonly clusterNames: readonly string[] | undefined;
  /** `undefined` where it can't be told. */
  readonly store: 'embedded' | 'postgres' | undefined;
  readonly locks: 'store' | 'redis' | undefined;
}

export interface HostFacts {
  readonly name?: string | undefined;
  readonly members: Readonly<Record<string, Said>>;
}

export interface ClusterFacts {
  readonly pools: readonly (PoolInput | undefined)[];
  readonly hosts: readonly HostFacts[];
  /** Whether any probe is given. */
  readonly verified: boolean;
  readonly minInService: Amount | undefined;
  readonly canary: Amount | undefined;
  readonly maxOut: Amount | undefined;
  readonly gated: boolean;
  readonly access: AccessFacts;
  /** Whether it names a channel of Slack's. */
  readonly inSlack: boolean;
  /** Whether it names a group of DingTalk's. */
  readonly inDingTalk: boolean;
}

const host = z
  .union([
    z.string().transform((name) => ({ name, members: {} })),
    z.object({
      name: orNothing(z.string()),
      members: z
        .record(z.string(), orNothing(z.union([z.string(), z.array(z.string()), z.literal(false)])))
        .catch({}),
    }),
  ])
  .catch({ members: {} });

const anything = z.record(z.string(), z.unknown()).catch({});

const cluster = z.object({
  pools: z.array(orNothing(pool)).catch([]),
  hosts: z.array(host).catch([]),
  verify: z.unknown().optional(),
  strategy: anything,
  access: anything,
  channels: anything,
});

const mapping = orNothing(z.record(z.string(), z.unknown()));

/** A section that is one word, or a mapping instead. */
const wordOr = <Word extends string, Mapped extends string>(word: Word, mapped: Mapped) =>
  z
    .union([z.literal(word), z.record(z.string(), z.unknown()).transform(() => mapped)])
    .optional()
    .catch(undefined);

const anAmount = orNothing(amount(0, ''));

/** @param data the file as plain data, whatever it is */
export function factsOf(data: unknown): Facts {
  const file = anything.parse(data);
  const clusters = mapping.parse(file.clusters);
  const providers = mapping.parse(file.providers);
  return {
    ...team(file),
    providers: providers && Object.keys(providers),
    clusterNames: clusters && Object.keys(clusters),
    store: wordOr('embedded', 'postgres').parse(file.store ?? 'embedded'),
    locks: wordOr('store', 'redis').parse(file.locks ?? 'store'),
    clusters: Object.fromEntries(
      Object.entries(clusters ?? {}).flatMap(([name, found]) => {
        const read = cluster.safeParse(found);
        return read.success ? [[name, clusterFacts(read.data)]] : [];
      }),
    ),
  };
}

function clusterFacts(read: z.output<typeof cluster>): ClusterFacts {
  const { pools, hosts, verify, strategy, access, channels } = read;
  return {
    pools,
    hosts,
    verified: verify !== undefined,
    minInService: anAmount.parse('minInService' in strategy ? strategy.minInService : defaultMinInService),
    canary: anAmount.parse(strategy.canary),
    maxOut: anAmount.parse(strategy.maxOut),
    gated: 'gate' in strategy,
    access: accessFacts(access),
    inSlack: 'slack' in channels,
    inDingTalk: 'dingtalk' in channels,
  };
}
