import type { Pace } from './options.ts';
import type { Act } from './platform.ts';

/** A chat's limits that hold over all channels, and the pauses that it asked for. */
export interface Limits {
  /** Milliseconds until this may be done; 0 = now. */
  waitFor(act: Act, channel: string): number;
  did(act: Act): void;
  /** The chat wants a pause: for posts of the channel (or of all, where it counts them so), for all else of the method. */
  hold(act: Act, channel: string, ms: number): void;
}

type Rate = Pick<Pace, 'perMinute' | 'postsPerMinute' | 'minuteMs'>;

/** @param rate of each method over all channels; without `postsPerMinute` posts are limited by the channel alone */
export function createLimits(rate: Rate, now: () => number): Limits {
  const done: Record<Act, number[]> = { post: [], edit: [], find: [], upload: [] };
  const heldUntil = new Map<string, number>();
  const mostOf = (act: Act) => (act === 'post' ? rate.postsPerMinute : rate.perMinute);
  const heldAs = (act: Act, channel: string) => (mostOf(act) === undefined ? `${act} ${channel}` : act);
  const inMinute = (act: Act) => {
    done[act] = done[act].filter((at) => at > now() - rate.minuteMs);
    return done[act];
  };
  return {
    waitFor(act, channel) {
      const most = mostOf(act);
      return Math.max(
        0,
        most === undefined ? 0 : spaced(inMinute(act), most, rate.minuteMs, now()),
        (heldUntil.get(heldAs(act, channel)) ?? 0) - now(),
      );
    },
    did: (act) => void (mostOf(act) !== undefined && inMinute(act).push(now())),
    hold: (act, channel, ms) => void heldUntil.set(heldAs(act, channel), now() + ms),
  };
}

/** The first half of what a minute allows goes out as it comes; the rest is spread, so that nothing stalls for long. */
function spaced(recent: readonly number[], perMinute: number, minuteMs: number, now: number): number {
  const last = recent.at(-1);
  const oldest = recent[recent.length - perMinute];
  if (last === undefined || recent.length < perMinute / 2) return 0;
  return Math.max(last + minuteMs / perMinute - now, oldest === undefined ? 0 : oldest + minuteMs - now);
}
