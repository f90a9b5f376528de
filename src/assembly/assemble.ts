import type { Logger } from 'pino';
import { createDbosEngine } from '../engine/dbos.ts';
import { newExecutor } from '../fleet/join.ts';
import { storedAnswer } from '../intake/answer-schema.ts';
import { createIntake } from '../intake/door.ts';
import { createLookup } from '../intake/lookup.ts';
import type { Config } from '../model/config.ts';
import { createBoard } from '../report/board-of-store.ts';
import { createReport } from '../report/follow.ts';
import { createNoticeBoard } from '../report/notices.ts';
import { type Database, openEmbedded } from '../store/database.ts';
import type { Executor } from '../store/executors.ts';
import { createInstallation } from '../store/installation.ts';
import { openPostgres } from '../store/postgres.ts';
import { createRequests } from '../store/requests.ts';
import { createStore } from '../store/store.ts';
import { defaultPace, type Tools } from '../workflow/tools.ts';
import { type Adapters, createAdapters } from './adapters.ts';
import { createDesk } from './desk.ts';
import { endsOf } from './ends.ts';
import { findPeers } from './find-peers.ts';
import { launch, lone } from './launch.ts';
import type { Parts, Surroundings } from './parts.ts';
import type { Peers } from './peers.ts';
import { tidyUp } from './tidy.ts';

const now = () => new Date();

/** Picks the implementations that the config asks for, takes up what was unfinished, and is ready for commands. */
export async function assemble(config: Config, around: Surroundings): Promise<Parts> {
  const { log } = around;
  const self = config.store.kind === 'embedded' ? lone : newExecutor();
  const database = await openDatabase(config, self);
  const { installation, peers } = await join(config, around, self, database);
  const adapters = createAdapters(config, peers.fleet);
  const tools = toolsOf(database, peers, adapters, (text) => log.warn(text));
  const engine = createDbosEngine(database.pool, engineLog(log), self.id);
  const desk = createDesk(engine, tools, config, around.groups);
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
