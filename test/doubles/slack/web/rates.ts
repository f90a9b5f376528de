import type { SlackClock } from '../clock.ts';
import type { JsonObject } from '../types.ts';

/** https://docs.slack.dev/apis/web-api/rate-limits */
export type Tier = 'tier1' | 'tier2' | 'tier3' | 'tier4' | 'posting' | 'auth';

interface Limit {
  readonly perMinute: number;
  /** How many may come at once: Slack welcomes bursts and doesn't say how large. */
  readonly burst: number;
}

const limits: Readonly<Record<Exclude<Tier, 'posting'>, Limit>> = {
  // One a minute as documented, yet Slack lets an app that lost its sockets come back.
  tier1: { perMinute: 1, burst: 20 },
  tier2: { perMinute: 20, burst: 20 },
  tier3: { perMinute: 50, burst: 50 },
  tier4: { perMinute: 100, burst: 100 },
  auth: { perMinute: 600, burst: 100 },
};
/** "1 per second, short bursts > 1 allowed", per channel. */
const postingInChannel: Limit = { perMinute: 60, burst: 4 };
/** "Several hundred messages per minute" per workspace. */
const postingInAll: Limit = { perMinute: 300, burst: 300 };

export interface Rates {
  /** Counts the call. Gives undefined if it may be made, else after how many of Slack's seconds the next may. */
  take(method: string, tier: Tier, args: JsonObject): number | undefined;
}

export function createRates(clock: SlackClock): Rates {
  const buckets = new Map<string, Bucket>();

  function bucket(key: string, limit: Limit): Bucket {
    const known = buckets.get(key) ?? createBucket(limit, clock);
    buckets.set(key, known);
    return known;
  }

  return {
    take: (method, tier, args) => {
      const asked =
        tier === 'posting'
          ? [bucket(`${method} ${args.channel}`, postingInChannel), bucket(method, postingInAll)]
          : [bucket(method, limits[tier])];
      const wait = Math.max(...asked.map((one) => one.waitMs()));
      if (wait > 0) return Math.ceil(wait / 1000);
      for (const one of asked) one.take();
      return undefined;
    },
  };
}

interface Bucket {
  waitMs(): number;
  take(): void;
}

function createBucket({ perMinute, burst }: Limit, clock: SlackClock): Bucket {
  const perMs = perMinute / 60_000;
  let left = burst;
  let at = clock.elapsed();
  const fill = () => {
    const now = clock.elapsed();
    left = Math.min(burst, left + (now - at) * perMs);
    at = now;
  };
  return {
    waitMs: () => {
      fill();
      return left >= 1 ? 0 : (1 - left) / perMs;
    },
    take: () => {
      left -= 1;
    },
  };
}
