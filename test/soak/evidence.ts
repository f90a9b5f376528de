import pg from 'pg';
import { z } from 'zod';
import type { RecoveryKind } from '../../src/model/recovery.ts';
import { finalStates } from '../../src/model/rollout.ts';
import type { Asking } from './ask.ts';
import { createDice } from './dice.ts';
import type { Held } from './memory.ts';
import type { Roller } from './roller.ts';
import type { Stage } from './stage.ts';

/** What is there once all is over: what was asked for, and what database, Redis, load balancer and hosts say of it. */
export interface Evidence {
  /** So many rollouts were to be asked for by people. */
  readonly wanted: number;
  /** All of the database's rollouts; `asked` by a person. */
  readonly rollouts: readonly { readonly id: string; readonly state: string; readonly asked: boolean }[];
  readonly finalStates: readonly string[];
  /** `ROLLOUT HOST RELEASE` for each host that is done. */
  readonly done: readonly string[];
  /** The same for each deploy that ran. */
  readonly ran: readonly string[];
  /** `ROLLOUT HOST` for each deploy that somebody had tried again. */
  readonly retried: readonly string[];
  /** Members that are not exactly as at first, and those of them that a report names as left out. */
  readonly changed: readonly { readonly member: string; readonly text: string }[];
  readonly leftOut: readonly string[];
  /** Members that the database has as held. */
  readonly held: readonly string[];
  /** Locks that somebody has: by the bot's word, the database and Redis; and what Redis keeps beside them. */
  readonly locks: readonly string[];
  /** Pools that fell under their floor. */
  readonly under: readonly string[];
  readonly memory: { readonly first: Held; readonly last: Held };
}

type Told = Omit<Evidence, 'wanted' | 'memory'>;

/** To be asked for once nothing is under way any more, and all bots are up. */
export async function readEvidence(stage: Stage, asking: Asking, roller: Roller): Promise<Told> {
  const { pools, clusters, database } = stage;
  const locksInDatabase = await textsOf(database, heldLocks);
  return {
    rollouts: rollouts.parse(await rowsOf(database, allRollouts)),
    finalStates,
    done: await textsOf(database, doneHosts),
    ran: stage.jobs(),
    retried: roller.retried,
    changed: clusters.flatMap((cluster) => pools.changed(cluster)),
    leftOut: roller.leftOut,
    held: await textsOf(database, 'select member as text from custody'),
    locks: [...locksInDatabase, ...(await toldLocks(asking)), ...(await keptInRedis(stage))],
    under: pools.under,
  };
}

/** How often rollouts were taken up after a kill: by another process, and by one that was started again. */
export async function readTakenUp({ database }: Stage): Promise<Readonly<Record<RecoveryKind, number>>> {
  const kinds = await textsOf(
    database,
    "select body ->> 'kind' as text from journal where body ->> 'type' = 'recovered'",
  );
  const of = (kind: RecoveryKind) => kinds.filter((each) => each === kind).length;
  return { takeover: of('takeover'), restart: of('restart') };
}

async function rowsOf(database: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

const textsOf = async (database: string, sql: string): Promise<readonly string[]> =>
  z
    .array(z.object({ text: z.string() }))
    .parse(await rowsOf(database, sql))
    .map(({ text }) => text);

const rollouts = z.array(z.object({ id: z.string(), state: z.string(), asked: z.boolean() }));
const allRollouts = 'select id, state, rolls_back is null as asked from rollout order by n';
const doneHosts = `
  select rollout || ' ' || host || ' ' || to_release as text from rollout_host where outcome = 'done'`;
const heldLocks = `
  select 'the database: ' || cluster || ' by ' || holder as text from cluster_lock where holder is not null`;

async function toldLocks(asking: Asking): Promise<readonly string[]> {
  const { card } = await asking.ask('alice', 'locks', createDice(1, 'locks'));
  return (card.table?.rows ?? []).map(([cluster, holder]) => `\`locks\`: ${cluster} by ${holder}`);
}

/** Lock records with a holder, and whatever would grow with the rollouts. */
async function keptInRedis({ redis, clusters }: Stage): Promise<readonly string[]> {
  const keys = z.array(z.string()).parse(await redis.command('keys', '*'));
  const locks = keys.filter((key) => key.includes(':lock:'));
  const records = await Promise.all(
    locks.map(async (key) => [key, await redis.command('get', key)] as const),
  );
  const held = records.filter(([, record]) => String(record).includes('"holder"'));
  const others = keys.filter((key) => !locks.includes(key) && !/:(beats|turns)$/.test(key));
  return [
    ...held.map(([key, record]) => `Redis: ${key} is ${record}`),
    ...others.map((key) => `Redis: nobody knows the key ${key}`),
    ...(locks.length > clusters.length
      ? [`Redis: ${locks.length} locks of ${clusters.length} clusters`]
      : []),
  ];
}
