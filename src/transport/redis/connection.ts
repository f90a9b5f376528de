import { readFile } from 'node:fs/promises';
import { Failure } from '../../model/failure.ts';
import { parseRedisUrl, redisName } from '../../model/redis.ts';
import type { Secret } from '../../model/secret.ts';
import { kept } from '../../text/say.ts';
import { createAsk } from './ask.ts';
import { createClient } from './client.ts';
import { isUnknownScript } from './failures.ts';
import { infoOf } from './info.ts';
import type { Script } from './script.ts';
import { createSubscriptions } from './subscriptions.ts';
import { explainsTls } from './tls.ts';

export interface RedisSettings {
  /** As `parseRedisUrl` takes it. */
  readonly url: Secret;
  /** A file with the certificates to trust instead of the system's, in PEM. */
  readonly ca?: string;
}

/**
 * A Redis to talk to. Every call ends within the timeout: with what Redis answered, or with a Failure, `unreachable` or
 * `timeout` where it is unknown whether it took effect.
 */
export interface RedisConnection {
  /** For people, without secrets. */
  readonly name: string;
  /** How long a call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Runs a script as one step that nothing comes between. In a cluster all keys must have the same hash tag. */
  run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
  publish(channel: string, message: string): Promise<void>;
  /** Hears a channel, on a connection of its own, and again whenever that was lost. Gives the end of it. */
  subscribe(channel: string, listener: (message: string) => void): () => void;
  /** `INFO` of the server, or of each master of a cluster. */
  info(): Promise<readonly string[]>;
  close(): void;
}

/**
 * Gives a connection that opens with its first call, and opens again by itself whenever it was lost.
 * @throws Failure `missing` where the certificates can't be read, UnfitRedisUrl
 */
export async function connectRedis(
  { url, ca }: RedisSettings,
  { timeoutMs = 2_000 }: { readonly timeoutMs?: number } = {},
): Promise<RedisConnection> {
  const target = parseRedisUrl(url.reveal());
  const name = redisName(target);
  const trusted: { readonly ca?: string } = ca === undefined ? {} : { ca: await certificates(ca, name) };
  const client = createClient(target, { timeoutMs, name: 'rollout', ...trusted });
  const explain = target.tls ? explainsTls(target, trusted.ca) : undefined;
  const ask = createAsk(client, name, timeoutMs, explain);
  const subscriptions = createSubscriptions(
    () => createClient(target, { timeoutMs, name: 'rollout-wakes', ...trusted }),
    timeoutMs,
  );
  return {
    name,
    timeoutMs,
    run: ({ lua, sha }, keys, args) =>
      ask(() =>
        client.evalsha(sha, keys.length, ...keys, ...args).catch((error: unknown) => {
          // Told before anything was run.
          if (isUnknownScript(error)) return client.eval(lua, keys.length, ...keys, ...args);
          throw error;
        }),
      ),
    publish: async (channel, message) => void (await ask(() => client.publish(channel, message))),
    subscribe: subscriptions.add,
    info: () => ask(() => infoOf(client)),
    close() {
      subscriptions.close();
      client.disconnect();
    },
  };
}

async function certificates(file: string, name: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Failure('missing', name, kept`The certificates for ${name} can't be read from ${file}.`, {
      cause,
    });
  }
}
