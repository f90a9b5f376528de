import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type Adapters, createAdapters } from './adapters.ts';
import { createDbosEngine } from './engine/dbos.ts';
import type { Engine } from './engine/engine.ts';
import { storedAnswer } from './intake/answer-schema.ts';
import type { Desk } from './intake/desk.ts';
import { createDirectory, type GroupSources } from './intake/directory.ts';
import { createIntake } from './intake/door.ts';
import { expireAll } from './intake/expiry.ts';
import type { Intake } from './intake/intake.ts';
import { createLookup, type Lookup } from './intake/lookup.ts';
import { createStoreLock } from './lock/store/store-lock.ts';
import type { Config } from './model/config.ts';
import type { Place } from './model/place.ts';
import type { Board } from './report/board.ts';
import { createBoard } from './report/board-of-store.ts';
import { createReport } from './report/follow.ts';
import type { Report } from './report/report.ts';
import { type Database, openEmbedded, openPostgres } from './store/database.ts';
import { createRequests } from './store/requests.ts';
import { createStore } from './store/store.ts';
import { bringBackWorkflow } from './workflow/bring-back.ts';
import { hostWorkflow } from './workflow/host.ts';
import { bySubject, overrideWorkflow, overrideWorkflowId } from './workflow/override.ts';
import { announceRecovery, approvedNotBegun, confirmedNotBegun } from './workflow/recovery.ts';
import { rolloutWorkflow } from './workflow/rollout.ts';
import { createTurns, defaultPace, type Tools } from './workflow/tools.ts';

/** The running bot, without its chats. */
export interface Parts {
  readonly intake: Intake;
  readonly report: Report;
  readonly lookup: Lookup;
  readonly board: Board;
  /** The database's own id. */
  readonly installation: string;
  stop(): Promise<void>;
}

const now = () => new Date();
const expiryLookMs = 15_000;
/** No chat repeats a message or click so late. */
const requestsKeptMs = 7 * 24 * 3_600_000;

/**
 * Picks the implementations that the config asks for, recovers what was unfinished, and is ready for commands.
 * @param groups where the chats' user groups are looked up: a chat may come later, before the first command does
 */
export async function assemble(config: Config, log: Logger, groups: GroupSources): Promise<Parts> {
  const database = await openDatabase(config);
  const warn = (text: string) => log.warn(text);
  const store = createStore(database.db, now, warn);
  const adapters = createAdapters(config, () => undefined);
  const lock = createStoreLock(database.db, now);
  const tools: Tools = { store, lock, turns: createTurns(), pace: defaultPace, log: warn, ...adapters.tools };
  const engine = createDbosEngine(database.pool, {
    info: (text) => log.debug(text),
    warn: (text) => log.warn(text),
    error: (text) => log.error(text),
  });
  const desk = await launch(engine, tools, config, groups);
  const requests = createRequests(database.db, storedAnswer, now);
  const tidy = async () => {
    await expireAll(desk);
    await requests.forgetBefore(new Date(now().getTime() - requestsKeptMs));
  };
  const sweep = setInterval(
    () => void tidy().catch((error: unknown) => log.error({ error }, 'tidying up')),
    expiryLookMs,
  );
  return {
    intake: createIntake(desk, requests),
    report: createReport(store, now),
    lookup: createLookup(desk),
    board: createBoard(store, tools.cluster, now),
    installation: await store.installation(),
    stop: () => stop({ engine, database, adapters, sweep }),
  };
}

function openDatabase({ store, dataDir }: Config): Promise<Database> {
  return store.kind === 'embedded' ? openEmbedded(dataDir) : openPostgres(store.url.reveal());
}

/** Makes the workflows known, says what is taken up again, and takes it up. */
async function launch(engine: Engine, tools: Tools, config: Config, groups: GroupSources): Promise<Desk> {
  const rollout = rolloutWorkflow(tools);
  const bringBack = bringBackWorkflow(tools);
  const override = overrideWorkflow(tools);
  engine.register(hostWorkflow(tools));
  engine.register(rollout);
  engine.register(bringBack);
  engine.register(override);
  const desk: Desk = {
    tools,
    clusters: config.clusters,
    approvalExpiresMs: config.approvalExpiresMs,
    people: createDirectory(config.people, config.groups, groups),
    freezes: config.freezes,
    places: placesOf(config),
    now,
    start: async (id) => void (await engine.start(rollout, id, { rollout: id })),
    startOverride: async (id) =>
      void (await engine.start(override, overrideWorkflowId(id), { override: id })),
    workers: async () => bySubject(await engine.workers()),
    bringBack: async (input) =>
      (await engine.start(bringBack, `bring-back/${input.request}`, input)).result(),
  };
  await announceRecovery(tools, { subjects: 'all', occasion: randomUUID(), kind: 'restart' });
  await engine.launch();
  for (const id of await approvedNotBegun(tools)) await desk.start(id);
  for (const id of await confirmedNotBegun(tools)) await desk.startOverride(id);
  return desk;
}

/** Where it is told what was begun in the terminal. */
const placesOf = ({ chat: { slack } }: Config): readonly Place[] =>
  slack?.channel === undefined ? [] : [{ chat: 'slack', channel: slack.channel }];

interface Running {
  readonly engine: Engine;
  readonly database: Database;
  readonly adapters: Adapters;
  readonly sweep: NodeJS.Timeout;
}

/** The database goes before the connections: a step that is cut off must not be able to record that as its end. */
async function stop({ engine, database, adapters, sweep }: Running): Promise<void> {
  clearInterval(sweep);
  await engine.stop();
  await database.close();
  await adapters.close();
}
