import { standing, within } from './ask.ts';
import type { Client } from './client.ts';
import { tooLate } from './failures.ts';

export interface Subscriptions {
  add(channel: string, listener: (message: string) => void): () => void;
  close(): void;
}

/** A connection that only hears would never notice that it is dead. */
const againMs = 5_000;

/** @param open makes the connection that hears: one that subscribes can do nothing else */
export function createSubscriptions(open: () => Client, timeoutMs: number): Subscriptions {
  const listeners = new Map<string, Set<(message: string) => void>>();
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const begin = (): Client => {
    const opened = open();
    opened.on('message', (channel: string, message: string) => {
      for (const listener of listeners.get(channel) ?? []) listener(message);
    });
    const again = () => void subscribe(opened, [...listeners.keys()], timeoutMs);
    opened.on('ready', again);
    timer = setInterval(again, againMs).unref();
    // What goes wrong is tried again by the client itself.
    standing(opened, '', timeoutMs).catch(() => undefined);
    return opened;
  };
  return {
    add(channel, listener) {
      const those = listeners.get(channel) ?? new Set();
      listeners.set(channel, those.add(listener));
      if (client) void subscribe(client, [channel], timeoutMs);
      else client = begin();
      return () => void those.delete(listener);
    },
    close() {
      clearInterval(timer);
      client?.disconnect();
    },
  };
}

/** Repeated, it changes nothing, and shows that the connection lives; one that does not answer is opened anew. */
async function subscribe(client: Client, channels: readonly string[], timeoutMs: number): Promise<void> {
  if (client.status !== 'ready') return;
  try {
    await within(timeoutMs, client.subscribe(...channels), () => tooLate('', timeoutMs));
  } catch {
    if (client.status === 'ready') client.disconnect(true);
  }
}
