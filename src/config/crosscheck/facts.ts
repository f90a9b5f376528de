import { z } from 'zod';
import type { Amount } from '../../model/amount.ts';
import { amount, whole } from '../schema/leaf.ts';
import { type PoolInput, pool } from '../schema/pool.ts';
import { defaultMinInService } from '../schema/strategy.ts';

/**
 * What the cross-checks look at, read from a file that may be wrong elsewhere: whatever does not parse is `undefined`
 * or absent here, so that every error of a file is told in one go.
 */
export interface Facts {
  /** `undefined` where the section is no mapping: what refers to it cannot be judged. */
  readonly providers: readonly string[] | undefined;
  readonly people: Readonly<Record<string, PersonFacts>> | undefined;
  readonly clusters: Readonly<Record<string, ClusterFacts>>;
}

interface PersonFacts {
  readonly local: readonly (string | undefined)[];
}

export interface HostFacts {
  readonly name?: string | undefined;
  readonly members: Readonly<Record<string, string | false | undefined>>;
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
  readonly access: {
    readonly deploy: readonly (string | undefined)[];
    readonly approve: readonly (string | undefined)[];
    readonly approvals: number | undefined;
  };
}

const orNothing = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const names = z.array(orNothing(z.string())).catch([]);

const host = z
  .union([
    z.string().transform((name) => ({ name, members: {} })),
    z.object({
      name: orNothing(z.string()),
      members: z.record(z.string(), orNothing(z.union([z.string(), z.literal(false)]))).catch({}),
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
});

const facts = z.object({
  providers: orNothing(z.record(z.string(), z.unknown())),
  people: orNothing(z.record(z.string(), z.object({ local: names }).catch({ local: [] }))),
  clusters: z.record(z.string(), orNothing(cluster)).catch({}),
});

const approvals = whole(1, 10, '');
const anAmount = orNothing(amount(0, ''));

/** @param data the file as plain data, whatever it is */
export function factsOf(data: unknown): Facts {
  const read = facts.catch({ providers: undefined, people: undefined, clusters: {} }).parse(data);
  return {
    providers: read.providers && Object.keys(read.providers),
    people: read.people,
    clusters: Object.fromEntries(
      Object.entries(read.clusters).flatMap(([name, found]) => (found ? [[name, clusterFacts(found)]] : [])),
    ),
  };
}

function clusterFacts({ pools, hosts, verify, strategy, access }: z.output<typeof cluster>): ClusterFacts {
  return {
    pools,
    hosts,
    verified: verify !== undefined,
    minInService: anAmount.parse('minInService' in strategy ? strategy.minInService : defaultMinInService),
    canary: anAmount.parse(strategy.canary),
    maxOut: anAmount.parse(strategy.maxOut),
    gated: 'gate' in strategy,
    access: {
      deploy: names.parse(access.deploy),
      approve: names.parse(access.approve),
      approvals: orNothing(approvals).parse(access.approvals),
    },
  };
}
