import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Authority } from './certificate.ts';
import { createDaemon } from './daemon.ts';
import { askRedis, tlsSettings, writeCertificate } from './redis.ts';
import { freePort } from './wait.ts';

export interface Sentinel {
  readonly port: number;
  /** The answer to `SENTINEL …`. */
  ask(...args: readonly string[]): Promise<unknown>;
}

/** Whom it watches, under the name `main`. */
interface Watched {
  readonly host: string;
  readonly port: number;
  readonly quorum: number;
}

/** The servers' and the sentinels' passwords are not the same: each must be sent to the right one. */
export const passwords = { servers: 'hunter2', sentinels: 'hunter3' };

/** @param authority makes out its certificate; without one it speaks no TLS. @param stops takes the end of it */
export async function startOneSentinel(
  watched: Watched,
  authority: Authority | undefined,
  stops: (() => Promise<void>)[],
): Promise<Sentinel> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-sentinel-'));
  const port = await freePort();
  const config = join(dir, 'sentinel.conf');
  const settings = authority
    ? [...tlsSettings(port, await writeCertificate(dir, authority)), ...byName]
    : [['port', String(port)] as const];
  const lines = [...settings.map((each) => each.join(' ')), ...configLines(dir, watched)];
  await writeFile(config, `${lines.join('\n')}\n`);
  const at = authority
    ? `rediss://:${passwords.sentinels}@localhost`
    : `redis://:${passwords.sentinels}@127.0.0.1`;
  const command = (name: string, args: readonly string[] = []) =>
    askRedis(`${at}:${port}`, name, args, authority?.cert);
  const daemon = createDaemon({
    command: 'redis-server',
    args: [config, '--sentinel'],
    log: join(dir, 'log'),
    answers: () => command('ping'),
    package: 'redis-server',
  });
  stops.push(async () => {
    await daemon.kill();
    await rm(dir, { recursive: true, force: true });
  });
  await daemon.start();
  return { port, ask: (...args) => command('sentinel', args) };
}

/** Servers are told of by the names that their certificates are made out to. */
const byName = [
  ['sentinel resolve-hostnames', 'yes'],
  ['sentinel announce-hostnames', 'yes'],
] as const;

const configLines = (dir: string, { host, port, quorum }: Watched): readonly string[] => [
  'bind 127.0.0.1 -::1',
  `dir ${dir}`,
  `requirepass ${passwords.sentinels}`,
  `sentinel monitor main ${host} ${port} ${quorum}`,
  `sentinel auth-pass main ${passwords.servers}`,
  `sentinel sentinel-pass ${passwords.sentinels}`,
  'sentinel down-after-milliseconds main 1000',
  'sentinel failover-timeout main 10000',
];
