import { access } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readWorkers } from '../engine/workers.ts';
import { answers, socketPathIn } from '../instance/claim.ts';
import { checkup } from '../intake/checkup/checkup.ts';
import { createStoreLock } from '../lock/store/store-lock.ts';
import type { Config } from '../model/config.ts';
import { asFailure } from '../model/failure.ts';
import type { Finding } from '../report/findings-card.ts';
import { type Database, readEmbedded } from '../store/database.ts';
import { readPostgres } from '../store/postgres.ts';
import { createStore } from '../store/store.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { bySubject } from '../workflow/ids.ts';
import type { Tools } from '../workflow/tools.ts';
import { askBot } from './ask-bot.ts';

type Reach = Pick<Tools, 'balancer' | 'cluster'>;

/**
 * What the bot's own record says against the balancers, reading only. A bot that runs here is asked: it has the database,
 * and knows what it works on. Where none does, the record is read: a PostgreSQL as it is, an embedded database as a copy.
 */
export async function examineState(config: Config, reach: Reach): Promise<readonly Finding[]> {
  const socketPath = socketPathIn(config.dataDir);
  const fromBot = () => askBot(socketPath, os.userInfo().username);
  if (await answers(socketPath)) return fromBot();
  const found = await fromRecord(config, reach);
  // One that was started meanwhile knows better, and a copy that was made meanwhile is none.
  return (await answers(socketPath)) ? fromBot() : found;
}

async function fromRecord(config: Config, reach: Reach): Promise<readonly Finding[]> {
  const { store, dataDir } = config;
  const where = store.kind === 'embedded' ? dataDir : 'postgres';
  try {
    return await (store.kind === 'embedded'
      ? fromEmbedded(config, reach)
      : fromPostgres(config, reach, readPostgres(store.url.reveal())));
  } catch (error) {
    if (codeOf(error) === undefinedTable) return [empty(where)];
    return [{ mark: 'wrong', what: say`journal`, where, answer: told(asFailure(error, where).message) }];
  }
}

/** PostgreSQL's appendix A. */
const undefinedTable = '42P01';
const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

const empty = (where: string): Finding => ({
  mark: 'note',
  what: say`journal`,
  where,
  answer: say`nothing yet: no bot of this version was started on it so far`,
});

async function fromEmbedded(config: Config, reach: Reach): Promise<readonly Finding[]> {
  const { dataDir } = config;
  if (!(await exists(path.join(dataDir, 'db')))) return [empty(dataDir)];
  const database = await readEmbedded(dataDir);
  // Without a bot on its directory nobody works on anything in it.
  return read(config, reach, database, async () => new Map());
}

const fromPostgres = (config: Config, reach: Reach, database: Database): Promise<readonly Finding[]> =>
  read(config, reach, database, async () => bySubject(await readWorkers(database.pool)));

async function read(
  config: Config,
  reach: Reach,
  database: Database,
  workers: () => Promise<ReadonlyMap<string, string>>,
): Promise<readonly Finding[]> {
  const now = () => new Date();
  try {
    const store = createStore(database.db, now);
    const tools = { ...reach, store, lock: createStoreLock(database.db, now) };
    return await checkup(tools, { clusters: config.clusters, concerns: () => true, workers, now });
  } finally {
    await database.close();
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
