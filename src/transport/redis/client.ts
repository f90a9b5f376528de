import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisTarget } from '../../model/redis.ts';

export type Client = Redis | Cluster;

export interface ClientOptions {
  /** How long connecting, logging in and each answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The certificates to trust instead of the system's, in PEM. */
  readonly ca?: string;
  /** What the server's list of clients calls it. */
  readonly name: string;
}

/**
 * A client that is right or says so: no command waits for a connection that is not there, none is sent a second time over
 * another one, and a connection that is silent for too long is given up. It connects again by itself, for good.
 */
export function createClient(target: RedisTarget, options: ClientOptions): Client {
  const client = target.kind === 'cluster' ? clusterOf(target, options) : serverOf(target, options);
  // Each call tells what it met; without a listener the library would print it.
  client.on('error', () => undefined);
  // As many as calls wait for it.
  client.setMaxListeners(0);
  return client;
}

function serverOf(target: Exclude<RedisTarget, { kind: 'cluster' }>, options: ClientOptions): Redis {
  const common = {
    ...commonOf(target, options),
    db: target.db,
    enableOfflineQueue: false,
    retryStrategy: backoff,
    // A master that was made a replica meanwhile: who is the master now is asked anew.
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
  } satisfies RedisOptions;
  const [node] = target.nodes;
  if (target.kind === 'server') return new Redis({ ...common, ...(node && { ...node }) });
  return new Redis({
    ...common,
    sentinels: target.nodes.map((each) => ({ ...each })),
    name: target.master,
    role: 'master',
    ...(target.sentinelPassword && { sentinelPassword: target.sentinelPassword.reveal() }),
    sentinelRetryStrategy: backoff,
    sentinelCommandTimeout: options.timeoutMs,
    ...(target.tls && { enableTLSForSentinelMode: true, sentinelTLS: tlsOf(options) }),
  });
}

function clusterOf(target: RedisTarget, options: ClientOptions): Cluster {
  const { timeoutMs } = options;
  return new Cluster(
    target.nodes.map((node) => ({ ...node })),
    {
      redisOptions: commonOf(target, options),
      enableOfflineQueue: false,
      lazyConnect: true,
      clusterRetryStrategy: backoff,
      clusterNodeRetryStrategy: backoff,
      slotsRefreshTimeout: timeoutMs,
      maxRedirections: 4,
      // Nothing that may have taken effect is sent again: whoever asked decides.
      retryDelayOnFailover: 0,
      retryDelayOnClusterDown: 0,
      // Certificates are made out to names, which the library would replace by addresses.
      ...(target.tls && { dnsLookup: (host, answer) => answer(null, host) }),
    },
  );
}

const commonOf = ({ tls, user, password }: RedisTarget, options: ClientOptions) =>
  ({
    lazyConnect: true,
    connectTimeout: options.timeoutMs,
    // A little longer than whoever waits for the answer: that it came too late is what is told first.
    socketTimeout: options.timeoutMs + 100,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    protocol: 2,
    connectionName: options.name,
    disableClientInfo: true,
    ...(user !== undefined && { username: user }),
    ...(password && { password: password.reveal() }),
    ...(tls && { tls: tlsOf(options) }),
  }) satisfies RedisOptions;

const tlsOf = ({ ca }: ClientOptions) => (ca === undefined ? {} : { ca });

/** After the first loss at once, then ever less often, at least once a second. */
const backoff = (times: number): number => Math.min(1_000, 50 * 2 ** Math.min(times - 1, 5));
