import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { createDaemon } from './daemon.ts';
import { postgresPrograms, postgresUser, templateCluster } from './postgres-template.ts';
import { freePort } from './wait.ts';

export interface PostgresPeer {
  readonly port: number;
  /** Of the database `postgres`, as its superuser, who needs no password. */
  readonly url: string;
  pid(): number;
  /** Makes an empty database, and gives its URL. */
  database(): Promise<string>;
  /** SIGKILL to all of its processes; `restart` brings it back. */
  kill(): Promise<void>;
  /** Kills it and starts it again on its port, with its data. */
  restart(): Promise<void>;
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL on a free port of 127.0.0.1 with its data in a temp folder, and waits until it answers. */
export async function startPostgres(): Promise<PostgresPeer> {
  const programs = postgresPrograms();
  const user = postgresUser();
  const dir = await mkdtemp(join(tmpdir(), 'rollout-postgres-'));
  if (user) await chown(dir, user.uid, user.gid);
  const data = join(dir, 'data');
  // Node's own copy would leave the files to the user of the tests.
  await promisify(execFile)('cp', ['-a', await templateCluster(programs, user), data]);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const daemon = createDaemon({
    command: join(programs, 'postgres'),
    args: ['-D', data, ...settings(port).flatMap((setting) => ['-c', setting])],
    log: join(dir, 'log'),
    user,
    answers: () => query(url, 'select 1'),
    package: 'postgresql',
  });
  const stop = async (): Promise<void> => {
    await daemon.kill();
    await rm(dir, { recursive: true, force: true });
  };
  await daemon.start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  let databases = 0;
  return {
    port,
    url,
    ...daemon,
    async database() {
      databases += 1;
      await query(url, `create database test_${databases}`);
      return url.replace(/\/postgres$/, `/test_${databases}`);
    },
    restart: async () => {
      await daemon.kill();
      await daemon.start();
    },
    stop,
  };
}

/** What a killed process had committed is in the system's hands and stays; only a machine that dies would lose it. */
const settings = (port: number): readonly string[] => [
  'listen_addresses=127.0.0.1',
  `port=${port}`,
  'unix_socket_directories=',
  'fsync=off',
  'shared_buffers=16MB',
  'max_connections=100',
];

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that is killed meanwhile is told by the promise as well.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(text).finally(() => client.end());
}
