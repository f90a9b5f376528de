import type { Kysely } from 'kysely';
import type { Holder } from '../../src/lock/lock.ts';
import { createStoreLock } from '../../src/lock/store/store-lock.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import type { Entry } from '../../src/model/event.ts';
import type { Override } from '../../src/model/override.ts';
import type { Rollout } from '../../src/model/rollout.ts';
import type { Post, Thread, Told } from '../../src/report/board.ts';
import { createBoard } from '../../src/report/board-of-store.ts';
import type { Held } from '../../src/store/custody.ts';
import type { HostProgress } from '../../src/store/rollout-rows.ts';
import type { Tables } from '../../src/store/tables.ts';
import type { JobRun } from '../doubles/living-hosts.ts';
import type { Said } from './people.ts';
import type { Scenario } from './scenario.ts';
import type { Scene } from './scene.ts';
import { now } from './tools.ts';
import { type Change, type Originals, stateText } from './world.ts';

/** What is to be seen of a run once everything is at rest; the laws judge by nothing else. */
export interface Evidence {
  readonly scenario: Scenario;
  readonly clusters: readonly Cluster[];
  readonly journal: readonly Entry[];
  readonly rollouts: readonly Ended[];
  readonly overrides: readonly Override[];
  readonly requests: readonly { readonly what: string; readonly request: string }[];
  readonly said: readonly Said[];
  readonly changes: readonly Change[];
  readonly runs: readonly JobRun[];
  readonly releases: ReadonlyMap<string, string>;
  readonly held: readonly Held[];
  /** What `drained` answered. */
  readonly drained: readonly (readonly string[])[];
  readonly holders: readonly Holder[];
  readonly told: readonly ToldSubject[];
  readonly originals: Originals;
  /** `POOL MEMBER` to `WEIGHT STATE`: at rest, and after what was left out has been brought back. */
  readonly members: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly output: readonly string[];
  readonly log: readonly string[];
  /** Jobs that began on hosts which were in service. */
  readonly traffic: readonly string[];
  readonly deaths: number;
}

export interface Ended {
  readonly rollout: Rollout;
  readonly hosts: readonly HostProgress[];
}

/** What a chat would show of a rollout or an override, by a board that saw it grow and by a new one. */
export interface ToldSubject {
  readonly subject: string;
  readonly grown: Told;
  readonly anew: readonly Post[];
}

export async function gather(scene: Scene): Promise<Omit<Evidence, 'after'>> {
  const { scenario, world, people, seen, db, supervisor } = scene;
  const rollouts = await Promise.all(
    (await seen.rollouts.history(undefined, 1_000)).map(async (rollout) => ({
      rollout,
      hosts: await seen.rollouts.hosts(rollout.id),
    })),
  );
  const overrides = await allOverrides(scene);
  const drained = await people.say('carol', 'drained');
  const lock = createStoreLock(db, now);
  const holders = await Promise.all(world.clusters.map(({ name }) => lock.holder(name)));
  return {
    ...{ scenario, rollouts, overrides },
    clusters: world.clusters,
    journal: await allEntries(db),
    requests: await allRequests(db),
    said: [...people.said],
    changes: [...world.changes],
    runs: [...world.hosts.runs],
    releases: world.hosts.releases,
    held: await seen.custody.all(),
    drained: drained?.card.table?.rows ?? [],
    holders: holders.filter((holder) => holder !== undefined),
    told: await Promise.all(
      [...rollouts.map(({ rollout }) => rollout.id), ...overrides.map(({ id }) => id)].map((id) =>
        toldOf(scene, id),
      ),
    ),
    originals: world.originals,
    members: membersOf(scene),
    output: (await db.selectFrom('output').select('text').execute()).map(({ text }) => text),
    log: world.log,
    traffic: world.traffic,
    deaths: supervisor.deaths(),
  };
}

/** `POOL MEMBER` to `WEIGHT STATE`, as the balancer has them now. */
export function membersOf({ world }: Pick<Scene, 'world'>): ReadonlyMap<string, string> {
  const pools = [...world.balancer.world.pools];
  return new Map(
    pools.flatMap(([pool, members]) =>
      members.map((member) => [`${pool} ${member.name}`, stateText(member)] as const),
    ),
  );
}

async function allEntries(db: Kysely<Tables>): Promise<readonly Entry[]> {
  const rows = await db.selectFrom('journal').selectAll().orderBy('seq').execute();
  return rows.map(({ rollout, ...row }) => ({ ...row, ...(rollout !== null && { rollout }) }));
}

async function allRequests(db: Kysely<Tables>) {
  const rollouts = await db.selectFrom('rollout').select('request').execute();
  const overrides = await db.selectFrom('override').select('request').execute();
  const steers = await db.selectFrom('steer').select('request').execute();
  const named = (what: string, rows: readonly { readonly request: string | null }[]) =>
    rows.flatMap(({ request }) => (request === null ? [] : [{ what, request }]));
  return [...named('rollout', rollouts), ...named('override', overrides), ...named('wish', steers)];
}

async function allOverrides({ db, seen }: Scene): Promise<readonly Override[]> {
  const rows = await db.selectFrom('override').select('id').orderBy('n').execute();
  const found = await Promise.all(rows.map(({ id }) => seen.overrides.get(id)));
  return found.filter((override) => override !== undefined);
}

async function toldOf({ seen, supervisor, world }: Scene, subject: string): Promise<ToldSubject> {
  const thread: Thread = { subject, place: { chat: 'slack', channel: world.clusters[0]?.name ?? '' } };
  const clusters = (name: string) => world.clusters.find((cluster) => cluster.name === name);
  const anew = await createBoard(seen, clusters, now).posts(thread);
  const grown = await supervisor.ask(({ board }) => board.posts(thread));
  return { subject, grown, anew: anew.posts };
}
