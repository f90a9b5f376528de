import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type Authority, createAuthority } from './certificate.ts';
import { createDaemon } from './daemon.ts';
import { freePort } from './wait.ts';

export interface RedisOptions {
  readonly password?: string;
  /** With TLS it speaks nothing else, to replicas and cluster nodes too, under the name `localhost`; by its own CA or this one. */
  readonly tls?: 'on' | Authority;
  /** More arguments of the server: `--maxmemory-policy allkeys-lru`. */
  readonly args?: readonly string[];
}

export interface RedisPeer {
  readonly port: number;
  /** Without TLS `redis://`, with it `rediss://`; the password is in it. */
  readonly url: string;
  /** The file with the CA's certificate to trust, where it has TLS. */
  readonly ca: string;
  pid(): number;
  /** SIGKILL; what it had acknowledged is still in its file. `restart` brings it back. */
  kill(): Promise<void>;
  /** Kills it and starts it again on its port, with its data. */
  restart(): Promise<void>;
  /** The same, and everything that it knew is gone. */
  restartEmpty(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** One command's answer, on a connection of its own. */
  command(name: string, ...args: readonly (string | number)[]): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts a real Redis on a free port of 127.0.0.1 with its data in a temp folder, and waits until it answers. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisPeer> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-redis-'));
  const port = await freePort();
  const authority = typeof options.tls === 'object' ? options.tls : createAuthority('the Redis of a test');
  const files = await writeCertificate(dir, authority);
  const secret = options.password === undefined ? '' : `:${options.password}@`;
  const url = options.tls ? `rediss://${secret}localhost:${port}` : `redis://${secret}127.0.0.1:${port}`;
  const command: RedisPeer['command'] = (name, ...args) => askRedis(url, name, args, authority.cert);
  const daemon = createDaemon({
    command: 'redis-server',
    args: argumentsOf(options, port, dir, files),
    log: join(dir, 'log'),
    answers: () => command('ping'),
    package: 'redis-server',
  });
  const stop = async (): Promise<void> => {
    await daemon.kill();
    await rm(dir, { recursive: true, force: true });
  };
  await daemon.start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    port,
    url,
    ca: files.ca,
    ...daemon,
    restart: async () => {
      await daemon.kill();
      await daemon.start();
    },
    restartEmpty: async () => {
      await daemon.kill();
      await rm(join(dir, 'appendonlydir'), { recursive: true, force: true });
      await daemon.start();
    },
    command,
    stop,
  };
}

export interface CertificateFiles {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Of a server called `localhost`. */
export async function writeCertificate(dir: string, authority: Authority): Promise<CertificateFiles> {
  const files = { ca: join(dir, 'ca.pem'), cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
  const { cert, key } = authority.issue('localhost');
  await Promise.all([
    writeFile(files.ca, authority.cert),
    writeFile(files.cert, cert),
    writeFile(files.key, key, { mode: 0o600 }),
  ]);
  return files;
}

/** The settings of a server that speaks TLS alone, also where it is the one who connects. */
export const tlsSettings = (port: number, files: CertificateFiles): (readonly [string, string])[] => [
  ['port', '0'],
  ['tls-port', String(port)],
  ['tls-auth-clients', 'no'],
  ['tls-replication', 'yes'],
  ['tls-cert-file', files.cert],
  ['tls-key-file', files.key],
  ['tls-ca-cert-file', files.ca],
];

function argumentsOf(
  { password, tls, args = [] }: RedisOptions,
  port: number,
  dir: string,
  files: CertificateFiles,
): string[] {
  const settings: (readonly [string, string])[] = tls
    ? [...tlsSettings(port, files), ['tls-cluster', 'yes']]
    : [['port', String(port)]];
  return [
    // The second one where there is IPv6: `localhost` may be either.
    ...['--bind', '127.0.0.1', ...(tls ? ['-::1'] : []), '--dir', dir],
    ...settings.flatMap(([name, value]) => [`--${name}`, value]),
    // Written before it is acknowledged, and never synchronised: safe against a killed process, and fast.
    ...['--appendonly', 'yes', '--appendfsync', 'no', '--save', ''],
    ...(password === undefined ? [] : ['--requirepass', password, '--masterauth', password]),
    ...args,
  ];
}

/** One command's answer, on a connection of its own. @param ca the certificate to trust, for `rediss://` */
export async function askRedis(
  url: string,
  name: string,
  args: readonly (string | number)[] = [],
  ca = '',
): Promise<unknown> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: null,
    // Sentinels and nodes of a cluster that does not stand yet are asked too.
    enableReadyCheck: false,
    protocol: 2,
    ...(url.startsWith('rediss:') && { tls: { ca } }),
  });
  // Told by the promise as well.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await redis.call(name, ...args);
  } finally {
    redis.disconnect();
  }
}
