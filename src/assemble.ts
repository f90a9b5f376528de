import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type Adapters, createAdapters } from './adapters.ts';
import { createDbosEngine } from './engine/dbos.ts';
import type { Engine } from './engine/engine.ts';
import { newExecutor } from './fleet/join.ts';
import type { Lead, Led } from './fleet/lead.ts';
import { storedAnswer } from './intake/answer-schema.ts';
import type { Desk } from './intake/desk.ts';
import { createDirectory, type GroupSources } from './intake/directory.ts';
import { createIntake } from './intake/door.ts';
import { expireAll } from './intake/expiry.ts';
import type { Intake } from './intake/intake.ts';
import { createLanguages } from './intake/languages.ts';
import { createLookup, type Lookup } from './intake/lookup.ts';
import type { Config } from './model/config.ts';
import type { Place } from './model/place.ts';
import { findPeers, type Peers } from './peers.ts';
import type { Board } from './report/board.ts';
import { createBoard } from './report/board-of-store.ts';
import { createReport } from './report/follow.ts';
import { createNoticeBoard } from './report/notices.ts';
import type { Report } from './report/report.ts';
import { type Database, openEmbedded } from './store/database.ts';
import type { Executor } from './store/executors.ts';
import { createInstallation } from './store/installation.ts';
import { endSessions, openPostgres } from './store/postgres.ts';
import { createRequests } from './store/requests.ts';
import { createStore } from './store/store.ts';
import { takeUpFrom } from './take-up.ts';
import { kept } from './text/say.ts';
import { announceRecovery } from './workflow/recovery.ts';
import { defaultPace, type Tools } from './workflow/tools.ts';
import { createWork } from './workflow/work.ts';

/** The running bot, without its chats. */
export interface Parts {
  readonly intake: Intake;
  readonly report: Report;
  readonly lookup: Lookup;
  readonly board: Board;
  /** Of those who are only told. */
  readonly noticeBoard: Board;
  /** The database's own id. */
  readonly installation: string;
  /** Has something done by one of the processes at a time that work on this database. */
  lead(key: string, led: Led): Lead;
  /** Takes nothing new, lets steps that run end (at most some seconds), and leaves the rest to whoever takes it up. */
  stop(): Promise<void>;
  /** Lets go at once, where another process has taken over already: nothing more is recorded. */
  abandon(): Promise<void>;
}

export interface Surroundings {
  readonly log: Logger;
  /** Where the chats' user groups are looked up: a chat may come later, before the first command does. */
  readonly groups: GroupSources;
  /** Another process has taken over from this one: it is to be abandoned, and may begin anew. */
  onLost(): void;
}

const now = () => new Date();
const expiryLookMs = 15_000;
/** No chat repeats a message or click so late. */
const requestsKeptMs = 7 * 24 * 3_600_000;
/** What a supervisor waits before it kills is longer: 30 s with Kubernetes, 90 s with systemd. */
const stepsEndWithinMs = 5_000;
/** With the embedded database: who comes after is the same one again. */
const lone: Executor = { id: 'rollout', name: kept`this process` };

/** Picks the implementations that the config asks for, takes up what was unfinished, and is ready for commands. */
export async function assemble(config: Config, around: Surroundings): Promise<Parts> {
  const { log } = around;
  const self = config.store.kind === 'embedded' ? lone : newExecutor();
  const database = await openDatabase(config, self);
  const { installation, peers } = await join(config, around, self, database);
  const adapters = createAdapters(config, peers.fleet);
  const tools = toolsOf(database, peers, adapters, (text) => log.warn(text));
  const engine = createDbosEngine(database.pool, engineLog(log), self.id);
  const desk = deskOf(engine, tools, config, around.groups);
  const takeUp = await launch({ engine, database, peers }, desk);
  const board = createBoard(tools.store, tools.cluster, now);
  const requests = createRequests(database.db, storedAnswer, now);
  const tidying = tidyUp({ desk, requests, takeUp }, log);
  return {
    intake: createIntake(desk, requests),
    report: createReport(tools.store, now),
    lookup: createLookup(desk),
    board,
    noticeBoard: createNoticeBoard(board, tools.store),
    installation,
    lead: peers.lead,
    ...endsOf({ engine, database, adapters, peers, tidying }),
  };
}

/** Among the others, or not at all: what was opened for it is let go of then. */
async function join(config: Config, around: Surroundings, self: Executor, database: Database) {
  try {
    const installation = await createInstallation(database.db)();
    const peers = await findPeers({ ...around, config, self, database, installation });
    return { installation, peers };
  } catch (error) {
    await database.abandon();
    throw error;
  }
}

function openDatabase({ store, dataDir }: Config, { id }: Executor): Promise<Database> {
  return store.kind === 'embedded' ? openEmbedded(dataDir) : openPostgres(store.url.reveal(), id);
}

function toolsOf(database: Database, peers: Peers, adapters: Adapters, log: (text: string) => void): Tools {
  const { lock, lockRecord, turns, fleet } = peers;
  const store = createStore(database.db, now, log);
  peers.relay(store.changes);
  return { store, lock, lockRecord, turns, fleet, pace: defaultPace, log, ...adapters.tools };
}

const engineLog = (log: Logger) => ({
  info: (text: string) => log.debug(text),
  warn: (text: string) => log.warn(text),
  error: (text: string) => log.error(text),
});

/** The desk that starts the workflows, which the engine knows from here on. */
function deskOf(engine: Engine, tools: Tools, config: Config, groups: GroupSources): Desk {
  return {
    tools,
    ...createWork(engine, tools),
    clusters: config.clusters,
    approvalExpiresMs: config.approvalExpiresMs,
    people: createDirectory(config.people, config.groups, groups),
    languages: createLanguages(config, tools.store.languages),
    freezes: config.freezes,
    places: placesOf(config),
    ...(config.notices && { notices: config.notices }),
    now,
  };
}

/** Says what is taken up again, and takes it up: now, and whenever another process dies. Gives what takes up what nobody works on. */
async function launch(
  { engine, database, peers }: Omit<Running, 'adapters' | 'tidying'>,
  desk: Desk,
): Promise<() => Promise<void>> {
  const takeUp = takeUpFrom({ engine, desk, endSessions: (executor) => endSessions(database.db, executor) });
  if (peers.fleet.executor === lone.id)
    await announceRecovery(desk.tools, { subjects: 'all', occasion: randomUUID(), kind: 'restart' });
  // The engine makes its own tables, and two processes at once would get in each other's way.
  await database.alone(() => engine.launch());
  await takeUp.stranded();
  peers.look({ working: async () => [...(await engine.underWay()).keys()], takeUp: takeUp.leftBy });
  return takeUp.stranded;
}

/** Where it is told what was begun in the terminal. */
const placesOf = ({ chat }: Config): readonly Place[] =>
  (['slack', 'dingtalk'] as const).flatMap((name) => {
    const channel = chat[name]?.channel;
    return channel === undefined ? [] : [{ chat: name, channel }];
  });

interface Tidied {
  readonly desk: Desk;
  readonly requests: ReturnType<typeof createRequests>;
  /** Takes up what nobody works on, where a moment's trouble came between. */
  takeUp(): Promise<void>;
}

function tidyUp({ desk, requests, takeUp }: Tidied, log: Logger): NodeJS.Timeout {
  const tidy = async () => {
    await takeUp();
    await expireAll(desk);
    await requests.forgetBefore(new Date(now().getTime() - requestsKeptMs));
  };
  return setInterval(
    () => void tidy().catch((error: unknown) => log.error({ err: error }, 'tidying up')),
    expiryLookMs,
  );
}

interface Running {
  readonly engine: Engine;
  readonly database: Database;
  readonly adapters: Adapters;
  readonly peers: Peers;
  readonly tidying: NodeJS.Timeout;
}

function endsOf({ engine, database, adapters, peers, tidying }: Running): Pick<Parts, 'stop' | 'abandon'> {
  return {
    async stop() {
      clearInterval(tidying);
      await peers.lookAway();
      await engine.stop(stepsEndWithinMs);
      await peers.leave();
      // The database goes before the connections: a step that is cut off must not be able to record that as its end.
      await database.close();
      await adapters.close();
    },
    async abandon() {
      clearInterval(tidying);
      peers.abandon();
      // What waits behind the fence waits no more, and the engine can end: it begins no step and records nothing.
      const stopping = engine.stop();
      await database.abandon();
      await stopping;
      await adapters.close();
    },
  };
}
