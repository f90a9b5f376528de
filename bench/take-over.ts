import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openSession, type Session } from '../src/chat/local/session.ts';
import type { Update } from '../src/report/report.ts';
import { startHaproxy } from '../test/peers/haproxy.ts';
import { startPostgres } from '../test/peers/postgres.ts';
import { startRedis } from '../test/peers/redis.ts';
import { percentile } from './percentile.ts';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
const kills = 12;

/**
 * From SIGKILL of the process that works on a rollout to the moment at which another one goes on with it, in
 * milliseconds, over real PostgreSQL, Redis and HAProxy.
 */
export async function benchTakeOver(
  dir: string,
): Promise<{ readonly medianMs: number; readonly p95Ms: number }> {
  const [postgres, redis] = [await startPostgres(), await startRedis()];
  const servers = ['a', 'b', 'c'].map((name, i) => ({ name, weight: 1, address: `127.0.0.1:${i + 1}` }));
  const haproxy = await startHaproxy({ backends: [{ name: 'web', servers }] });
  const file = configOf(haproxy.socketPath, await postgres.database(), redis.url);
  const bots = await Promise.all(['one', 'two'].map((name) => createBot(join(dir, name), file)));
  try {
    const times: number[] = [];
    for (let i = 0; i < kills; i += 1) times.push(await killOnce(bots, i));
    return { medianMs: percentile(times, 50), p95Ms: percentile(times, 95) };
  } finally {
    for (const bot of bots) await bot.kill();
    await Promise.all([haproxy.stop(), redis.stop(), postgres.stop()]);
  }
}

async function killOnce(bots: readonly Bot[], i: number): Promise<number> {
  const [owner, heir] = i % 2 === 0 ? bots : [...bots].reverse();
  if (!owner || !heir) throw new Error('there are two bots');
  const { rollout = '' } = await owner.ask(`deploy web v${i}`);
  await owner.ask(`approve ${rollout}`);
  const lines = (await heir.session()).follow(rollout)[Symbol.asyncIterator]();
  await lineWith(lines, 'deploying');
  // Anywhere between two beats.
  await sleep(Math.random() * 1_000);
  const began = performance.now();
  await owner.kill();
  await lineWith(lines, 'taken');
  const took = performance.now() - began;
  while (!(await lines.next()).done);
  await owner.start();
  return took;
}

type Lines = AsyncIterator<Update>;

async function lineWith(lines: Lines, part: string): Promise<void> {
  for (;;) {
    const { done, value } = await lines.next();
    if (done) throw new Error(`the rollout ended before "${part}"`);
    if (value.line?.text.includes(part)) return;
  }
}

const configOf = (socket: string, database: string, redis: string): string => `
providers: { lb: { type: haproxy, socket: ${JSON.stringify(socket)} } }
clusters:
  web:
    pools: [lb/web]
    hosts: [a, b, c]
    deploy: { local: true, commands: ["sleep 1"] }
    verify: [{ command: { run: "true" } }]
    strategy: { minInService: 1, batch: 1 }
store: { url: ${JSON.stringify(database)} }
locks: { url: ${JSON.stringify(redis)} }
dataDir: data
`;

interface Bot {
  start(): Promise<void>;
  kill(): Promise<void>;
  session(): Promise<Session>;
  ask(text: string): ReturnType<Session['ask']>;
}

async function createBot(dir: string, file: string): Promise<Bot> {
  await mkdir(dir, { recursive: true });
  const config = join(dir, 'rollout.yml');
  await writeFile(config, file);
  let child: ChildProcess | undefined;
  let opened: Promise<Session> | undefined;
  const session = (): Promise<Session> => {
    opened ??= openSession({
      socketPath: join(dir, 'data', 'rollout.sock'),
      login: 'bench',
      patienceMs: 60_000,
    });
    return opened;
  };
  const bot: Bot = {
    session,
    ask: async (text) => (await session()).ask(text),
    async start() {
      const started = spawn(process.execPath, [main, 'start', '--config', config], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, LOG_LEVEL: 'silent' },
      });
      child = started;
      const ended = once(started, 'exit').then(([code]) =>
        Promise.reject(new Error(`the bot ended: ${code}`)),
      );
      await Promise.race([once(started.stdout, 'data'), ended]);
      ended.catch(() => undefined);
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
  await bot.start();
  return bot;
}
