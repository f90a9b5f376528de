import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntimeDouble } from '../doubles/haproxy-runtime.ts';
import { startPostgres } from '../peers/postgres.ts';
import { type RedisPeer, startRedis } from '../peers/redis.ts';
import { type Bot, createBot } from '../scenarios/bot.ts';
import { rolloutYml } from './config.ts';
import { createPools, type Pools } from './pools.ts';

/** Bots that share a real PostgreSQL and Redis, over a stand-in for HAProxy and jobs on this machine. */
export interface Stage {
  readonly clusters: readonly string[];
  readonly hosts: number;
  readonly bots: readonly Bot[];
  /** Is never killed. */
  readonly steady: Bot;
  readonly mortal: readonly Bot[];
  readonly pools: Pools;
  /** The database's URL. */
  readonly database: string;
  readonly redis: RedisPeer;
  /** The host's deploys fail until it is mended. */
  spoil(host: string): void;
  mend(host: string): void;
  /** What ran: `ROLLOUT HOST RELEASE`, a line for each deploy that began. */
  jobs(): readonly string[];
  /** The file in which memory.mjs writes down what the steady one holds. */
  readonly memoryLog: string;
  close(): Promise<void>;
}

export interface Size {
  readonly clusters: number;
  readonly hosts: number;
  readonly floor: number;
}

const memory = new URL('memory.mjs', import.meta.url).href;

/** @param closers end what was begun, the last first; also of a stage that did not come to stand */
export async function openStage(size: Size, closers: (() => unknown)[]): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-soak-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startPostgres();
  closers.push(() => postgres.stop());
  const redis = await startRedis();
  closers.push(() => redis.stop());
  const clusters = Array.from({ length: size.clusters }, (_, i) => `c${i + 1}`);
  const pools = createPools({ ...size, names: clusters });
  const balancer = await startRuntimeDouble(pools.backends);
  closers.push(() => balancer.stop());
  const [jobs, memoryLog] = [join(folder, 'jobs'), join(folder, 'memory')];
  const database = await postgres.database();
  const shared = { ...size, clusters, socket: balancer.path, database, redis: redis.url, jobs, folder };
  const [steady, ...mortal] = await startBots(shared, memoryLog, closers);
  if (!steady) throw new Error('there are three');
  return {
    ...{ clusters, hosts: size.hosts, bots: [steady, ...mortal], steady, mortal },
    ...{ pools, database, redis, memoryLog },
    spoil: (host) => writeFileSync(join(folder, `spoilt-${host}`), ''),
    mend: (host) => rmSync(join(folder, `spoilt-${host}`), { force: true }),
    jobs: () => (existsSync(jobs) ? readFileSync(jobs, 'utf8').trim().split('\n') : []),
    close: async () => {
      for (const closer of closers.splice(0).reverse()) await closer();
    },
  };
}

type Shared = Omit<Parameters<typeof rolloutYml>[0], 'dataDir'>;

/** The first one writes down what it holds. */
async function startBots(
  shared: Shared,
  memoryLog: string,
  closers: (() => unknown)[],
): Promise<readonly Bot[]> {
  const bots = ['steady', 'first', 'second'].map((name) => {
    const dataDir = join(shared.folder, name);
    mkdirSync(dataDir);
    const config = `${dataDir}.yml`;
    writeFileSync(config, rolloutYml({ ...shared, dataDir }));
    return createBot(config, dataDir, {
      XDG_STATE_HOME: join(shared.folder, 'state'),
      ...(name === 'steady' && { NODE_OPTIONS: `--expose-gc --import ${memory}`, MEMORY_LOG: memoryLog }),
    });
  });
  closers.push(() => Promise.all(bots.map((bot) => bot.close())));
  for (const bot of bots) await bot.start();
  return bots;
}
