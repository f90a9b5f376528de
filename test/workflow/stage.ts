import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { createDbosEngine } from '../../src/engine/dbos.ts';
import { createLoneFleet } from '../../src/fleet/fleet.ts';
import { storedAnswer } from '../../src/intake/answer-schema.ts';
import type { Desk } from '../../src/intake/desk.ts';
import { createDirectory } from '../../src/intake/directory.ts';
import { createIntake } from '../../src/intake/door.ts';
import type { Answer, Intake } from '../../src/intake/intake.ts';
import { createLanguages } from '../../src/intake/languages.ts';
import { createStoreLock } from '../../src/lock/store/store-lock.ts';
import type { AdminState, Health } from '../../src/model/member.ts';
import type { RecoveryKind } from '../../src/model/recovery.ts';
import { isFinal, type Rollout } from '../../src/model/rollout.ts';
import { type Database, openEmbedded } from '../../src/store/database.ts';
import { createRequests } from '../../src/store/requests.ts';
import { createStore } from '../../src/store/store.ts';
import { announceRecovery, approvedNotBegun, confirmedNotBegun } from '../../src/workflow/recovery.ts';
import type { Tools } from '../../src/workflow/tools.ts';
import { createTurns } from '../../src/workflow/turns.ts';
import { createWork } from '../../src/workflow/work.ts';
import { newWorld, type StageOptions, type World } from './stage-world.ts';

export { allBack, backWith, type StageOptions } from './stage-world.ts';

/** A bot and the world around it, and short ways to use them. */
export interface Stage extends World {
  readonly tools: Tools;
  readonly store: Tools['store'];
  readonly db: Database['db'];
  readonly desk: Desk;
  readonly intake: Intake;
  /** The rollouts that this process of the bot began at its start. */
  readonly begunAtStart: readonly string[];
  say(text: string, person?: string, request?: string): Promise<Answer>;
  /** Plans, approves, and gives the rollout's id. */
  deploy(text: string): Promise<string>;
  /** Resolves when the rollout is as wanted. */
  until(id: string, wanted: (rollout: Rollout) => boolean): Promise<Rollout>;
  ended(id: string): Promise<Rollout>;
  /** Resolves when a question is open, with its text. */
  asked(id: string): Promise<string>;
  outcomes(id: string): Promise<Readonly<Record<string, string>>>;
  /** The journal's entries of the rollout, as one text. */
  story(id: string): Promise<string>;
  /** Weight and state of every member, as the balancer has them. */
  members(pool?: string): Readonly<Record<string, string>>;
  /** The balancer's own record of a member, to be changed out of band. */
  member(name: string): { weight: number; state: AdminState; health: Health; connections: number };
  /** As if the process had died before it kept what it answered. */
  forgetAnswer(request: string): Promise<unknown>;
  /** The engine ends these workflows in the middle of their work, as somebody does who cancels them there. */
  giveUp(...workflows: string[]): Promise<void>;
  /** The bot dies where it stands, and another one is started in its place, or takes over. */
  restart(kind?: RecoveryKind): Promise<Stage>;
  /** The same bot with nothing behind it, in a new world. */
  anew(options: StageOptions): Promise<Stage>;
  close(): Promise<void>;
}

/** The whole bot without its chats, over a balancer and hosts in memory and the real database and engine. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-stage-'));
  await cp(inject('templateDatabase'), dir, { recursive: true });
  return boot(dir, newWorld(options), { asked: 0 }, 'restart');
}

/** The same on a database that somebody else has left: `prepare` makes it in the folder that it gets. */
export async function openStageOn(
  prepare: (dir: string) => Promise<void>,
  options: StageOptions & { readonly before?: (world: World) => void } = {},
): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-stage-'));
  await prepare(dir);
  const world = newWorld(options);
  options.before?.(world);
  return boot(dir, world, { asked: 1_000 }, 'restart');
}

async function boot(dir: string, first: World, count: { asked: number }, kind: RecoveryKind): Promise<Stage> {
  const at = { world: first, kind };
  const database = await openEmbedded(dir);
  const tools = toolsOf(database, at);
  const { engine, desk, begunAtStart } = await launch(database, tools, at);
  const intake = createIntake(desk, createRequests(database.db, storedAnswer, desk.now));
  const say = (text: string, person = 'alice', id = `m${++count.asked}`) =>
    intake.handle({ id, person, text });
  const stop = async () => {
    await engine.stop();
    await database.close();
  };
  const stage = (world: World): Stage => ({
    ...world,
    ...{ tools, store: tools.store, db: database.db, desk, intake, begunAtStart, say },
    ...looksAt(tools, world),
    async deploy(text) {
      const { rollout: id, card } = await say(text);
      if (id === undefined) throw new Error(`no rollout: ${card.title}`);
      const approved = await say(`approve ${id}`);
      if (approved.code !== 'ok') throw new Error(approved.card.title);
      return id;
    },
    forgetAnswer: (id) => database.db.deleteFrom('request').where('id', '=', id).executeTakeFirstOrThrow(),
    async giveUp(...workflows) {
      await sql`update dbos.workflow_status set status = 'CANCELLED' where workflow_uuid in (${sql.join(workflows)})`.execute(
        database.db,
      );
    },
    async restart(next = 'restart') {
      await stop();
      return boot(dir, at.world, count, next);
    },
    async anew(options) {
      await forgetAll(database, tools);
      at.world = newWorld(options);
      return stage(at.world);
    },
    async close() {
      await stop();
      await rm(dir, { recursive: true });
    },
  });
  return stage(first);
}

function toolsOf({ db }: Database, at: { readonly world: World }): Tools {
  const check = async (host: string) => {
    await at.world.probing.onCheck(host);
    return at.world.verdicts.get(host) ?? { answer: 'yes' as const };
  };
  const patience = { withinMs: 100, intervalMs: 10, successes: 1 };
  const now = () => new Date(Date.now() + at.world.clock.ahead);
  const lock = createStoreLock(db, now);
  return {
    store: createStore(db, now, (text) => console.error(text)),
    lock,
    lockRecord: lock,
    fleet: createLoneFleet('rollout'),
    turns: createTurns(),
    log: console.error,
    get pace() {
      return at.world.pace;
    },
    cluster: (name) => (name === 'web' ? at.world.cluster : undefined),
    balancer: (provider) => at.world.balancerOf(provider),
    deployer: () => at.world.deployer,
    probes: () => [{ name: 'probe', patience, check: ({ host }) => check(host.name) }],
  };
}

/** As the bot itself is launched: says what is taken up again, takes it up, and begins what was approved. */
async function launch(
  { pool }: Database,
  tools: Tools,
  at: { readonly world: World; readonly kind: RecoveryKind },
) {
  const quiet = { info: () => undefined, warn: () => undefined, error: console.error };
  const engine = createDbosEngine(pool, quiet, 'rollout');
  const desk: Desk = {
    tools,
    ...createWork(engine, tools),
    get clusters() {
      return [at.world.cluster];
    },
    get people() {
      return createDirectory([], at.world.groups, {});
    },
    get freezes() {
      return at.world.freezes;
    },
    languages: createLanguages(
      { language: 'en', people: [], chat: { local: { enabled: true } } },
      tools.store.languages,
    ),
    places: [],
    get notices() {
      return at.world.notices;
    },
    approvalExpiresMs: 60_000,
    now: () => new Date(Date.now() + at.world.clock.ahead),
  };
  await announceRecovery(tools, { subjects: 'all', occasion: randomUUID(), kind: at.kind });
  await engine.launch();
  const begunAtStart = await approvedNotBegun(tools);
  for (const id of begunAtStart) await desk.start(id);
  for (const id of await confirmedNotBegun(tools)) await desk.startOverride(id);
  await desk.takeUpGivenUp();
  return { engine, desk, begunAtStart };
}

function looksAt({ store }: Tools, { balancer }: World) {
  const found = <T>(id: string, look: () => Promise<T | undefined>): Promise<T> =>
    store.changes.until(id, look, AbortSignal.timeout(30_000), 50);
  const until: Stage['until'] = (id, wanted) =>
    found(id, async () => {
      const now = await store.rollouts.get(id);
      return now && wanted(now) ? now : undefined;
    });
  const membersOf = (pool: string) => balancer.world.pools.get(pool) ?? [];
  return {
    until,
    ended: (id: string) => until(id, ({ state }) => isFinal(state)),
    asked: (id: string) => found(id, async () => (await store.rollouts.questions(id))[0]?.text),
    async outcomes(id: string) {
      const hosts = await store.rollouts.hosts(id);
      return Object.fromEntries(hosts.map(({ host, outcome }) => [host, outcome]));
    },
    story: async (id: string) =>
      (await store.journal.after(id, 0)).map(({ body }) => JSON.stringify(body)).join('\n'),
    members: (pool = 'web') =>
      Object.fromEntries(membersOf(pool).map(({ name, weight, state }) => [name, `${weight} ${state}`])),
    member(name: string) {
      const member = membersOf('web').find((each) => each.name === name);
      if (!member) throw new Error(`there is no member ${name}`);
      return member;
    },
  };
}

/** What the engine remembers stays: ids of rollouts are never used twice. */
async function forgetAll({ db }: Database, { store }: Tools): Promise<void> {
  const left = [...(await store.rollouts.unfinished()), ...(await store.overrides.unfinished())];
  if (left.length > 0)
    throw new Error(`still there: ${left.map(({ id, state }) => `${id} ${state}`).join(', ')}`);
  await sql`truncate rollout, rollout_host, journal, custody, steer, output, host_release, cluster_lock, request, "freeze", override, thread, message`.execute(
    db,
  );
}
