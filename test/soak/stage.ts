import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RuntimeDouble, startRuntimeDouble } from '../doubles/haproxy-runtime.ts';
import type { DoubleServer } from '../doubles/haproxy-runtime-answers.ts';
import { startPostgres } from '../peers/postgres.ts';
import { type RedisPeer, startRedis } from '../peers/redis.ts';
import { type Bot, createBot } from '../scenarios/bot.ts';

/** Bots that share a real PostgreSQL and Redis, over a stand-in for HAProxy and jobs on this machine. */
export interface Soak {
  readonly clusters: readonly string[];
  readonly bots: readonly Bot[];
  /** Is never killed. */
  readonly steady: Bot;
  readonly mortal: readonly Bot[];
  readonly balancer: RuntimeDouble;
  readonly redis: RedisPeer;
  /** The next job on the host fails, until it is mended. */
  spoil(host: string): void;
  mend(host: string): void;
  /** What ran: `ROLLOUT HOST RELEASE`, a line for each deploy that began. */
  jobs(): readonly string[];
  /** What was seen of pools that had fewer members in service than they must have. */
  readonly under: readonly string[];
  /** The file in which memory.mjs writes down what the steady one holds. */
  readonly memoryLog: string;
  close(): Promise<void>;
}

const memory = new URL('memory.mjs', import.meta.url).href;
const weights = [100, 50, 10, 1, 256];

export async function openSoak(size: { readonly clusters: number; readonly hosts: number }): Promise<Soak> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-soak-'));
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const postgres = await startPostgres();
  closers.push(() => postgres.stop());
  const redis = await startRedis();
  closers.push(() => redis.stop());
  const clusters = Array.from({ length: size.clusters }, (_, i) => `c${i + 1}`);
  const balancer = await startRuntimeDouble(
    new Map(clusters.map((name) => [name, servers(name, size.hosts)])),
  );
  closers.push(() => balancer.stop());
  const under = watchFloor(balancer);
  const memoryLog = join(folder, 'memory');
  const shared = { database: await postgres.database(), redisUrl: redis.url };
  const bots = ['steady', 'first', 'second'].map((name) => {
    const dataDir = join(folder, name);
    mkdirSync(dataDir);
    const config = `${dataDir}.yml`;
    writeFileSync(config, rolloutYml({ clusters, hosts: size.hosts, folder, dataDir, balancer, ...shared }));
    return createBot(config, dataDir, {
      XDG_STATE_HOME: join(folder, 'state'),
      ...(name === 'steady' && { NODE_OPTIONS: `--expose-gc --import ${memory}`, MEMORY_LOG: memoryLog }),
    });
  });
  closers.push(() => Promise.all(bots.map((bot) => bot.close())));
  for (const bot of bots) await bot.start();
  const [steady, ...mortal] = bots;
  if (!steady) throw new Error('there are three');
  return {
    ...{ clusters, bots, steady, mortal, balancer, redis, under, memoryLog, close },
    spoil: (host) => writeFileSync(join(folder, `spoilt-${host}`), ''),
    mend: (host) => rmSync(join(folder, `spoilt-${host}`), { force: true }),
    jobs: () => readFileSync(join(folder, 'jobs'), 'utf8').trim().split('\n'),
  };
}

const servers = (cluster: string, count: number): DoubleServer[] =>
  Array.from({ length: count }, (_, i) => {
    const weight = weights[i % weights.length] ?? 1;
    return { name: `${cluster}-${i + 1}`, weight, configured: weight, admin: 0, sessions: 0 };
  });

/** Three of five must serve: looked at before each command, so that every state that lasts for any command is seen. */
function watchFloor({ backends, faults }: RuntimeDouble): string[] {
  const under: string[] = [];
  faults.before = (command) => {
    for (const [name, members] of backends) {
      const serving = members.filter(({ admin, weight }) => admin === 0 && weight > 0).length;
      if (serving < 3) under.push(`${name} had ${serving} in service before ${command}`);
    }
  };
  return under;
}

interface Around {
  readonly clusters: readonly string[];
  readonly hosts: number;
  readonly folder: string;
  readonly dataDir: string;
  readonly balancer: RuntimeDouble;
  readonly database: string;
  readonly redisUrl: string;
}

const rolloutYml = ({ clusters, hosts, folder, dataDir, balancer, database, redisUrl }: Around): string =>
  // JSON is YAML too.
  JSON.stringify({
    providers: { lb1: { type: 'haproxy', socket: balancer.path, timeout: '5s' } },
    clusters: Object.fromEntries(clusters.map((name) => [name, clusterOf(name, hosts, folder)])),
    store: { url: database },
    locks: { url: redisUrl },
    dataDir,
  });

const clusterOf = (name: string, hosts: number, folder: string) => ({
  pools: [`lb1/${name}`],
  hosts: Array.from({ length: hosts }, (_, i) => `${name}-${i + 1}`),
  deploy: {
    local: true,
    commands: [
      `echo "$ROLLOUT_ID $ROLLOUT_HOST $ROLLOUT_RELEASE" >> '${folder}/jobs'`,
      `test ! -e '${folder}/spoilt-'"$ROLLOUT_HOST"`,
    ],
  },
  verify: [{ command: 'true' }],
  strategy: { batch: '2', minInService: 3, connections: { within: '5s' } },
});
