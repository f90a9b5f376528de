import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Client } from './client.ts';
import { redisFailure, tooLate } from './failures.ts';
import type { Explain } from './tls.ts';

/** Makes one call within the time that calls have. */
export type Ask = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Calls wait here until the connection stands, and are made only then: one that was given up is never sent later, also
 * by a process that stood still in between.
 */
export function createAsk(
  client: Client,
  name: string,
  timeoutMs: number,
  explain: Explain = async (error) => error,
): Ask {
  return async (call) => {
    const end = performance.now() + timeoutMs;
    try {
      await standing(client, name, timeoutMs);
      const leftMs = end - performance.now();
      if (leftMs <= 0) throw tooLate(name, timeoutMs);
      return await within(leftMs, call(), () => tooLate(name, timeoutMs));
    } catch (error) {
      throw redisFailure(await explain(error, end - performance.now()), name);
    }
  };
}

/** Resolves once the connection stands. Rejects with why it does not: at the next attempt that fails, or after `ms`. */
export function standing(client: Client, name: string, ms: number): Promise<void> {
  if (client.status === 'ready') return Promise.resolve();
  if (client.status === 'end')
    return Promise.reject(new Failure('unreachable', name, kept`The connection to ${name} was closed.`));
  let settle: () => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    client.on('ready', resolve);
    client.on('error', reject);
    client.on('end', reject);
    settle = () => {
      client.off('ready', resolve);
      client.off('error', reject);
      client.off('end', reject);
    };
  });
  // What goes wrong is told by the events.
  if (client.status === 'wait') client.connect().catch(() => undefined);
  return within(ms, ready, () => tooLate(name, ms)).finally(settle);
}

/** The work's outcome; after `ms` that of `late`, whatever comes of the work then. */
export async function within<T>(ms: number, work: Promise<T>, late: () => Failure): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
