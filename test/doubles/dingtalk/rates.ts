import type { World } from './world.ts';

const perMinute = 20;
const blockMs = 600_000;

/** What a robot may send: 20 messages in any minute, over all its conversations. */
export interface Rates {
  /** Counts one message; false where it is one too many. */
  take(): boolean;
  /** The same for a webhook, which is blocked for ten minutes once it was used too often. */
  takeByWebhook(): boolean;
}

export function createRates(world: World): Rates {
  let sent: number[] = [];
  let blockedUntil = 0;
  const take = () => {
    sent = sent.filter((at) => at > world.now() - 60_000);
    if (sent.length >= perMinute) return false;
    sent.push(world.now());
    return true;
  };
  return {
    take,
    takeByWebhook() {
      if (world.now() < blockedUntil) return false;
      if (take()) return true;
      blockedUntil = world.now() + blockMs;
      return false;
    },
  };
}
