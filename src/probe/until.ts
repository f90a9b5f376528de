import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbeTarget, Verdict } from '../model/probe.ts';
import { kept } from '../text/say.ts';
import type { Probe } from './probe.ts';

export interface UntilOptions {
  readonly signal: AbortSignal;
  onTry?(verdict: Verdict, attempt: number): void;
  /** The machine's own by default. */
  readonly clock?: Clock;
}

/** What measures and passes the time, in milliseconds. */
export interface Clock {
  now(): number;
  /** Resolves after the pause, or sooner where the signal aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

const realClock: Clock = {
  now: () => performance.now(),
  // The only way in which it rejects is the abort, which just cuts the pause short.
  pause: (ms, signal) => sleep(ms, undefined, { signal }).catch((error: unknown) => void error),
};

/** The first pause, in milliseconds; it doubles up to the interval. (Asking each second costs more than all the rest.) */
const firstPauseMs = 20;

interface Progress {
  tries: number;
  passed: number;
  pauseMs: number;
  last: Verdict;
}

/**
 * Asks again and again until the probe passed so many times in a row, the time is over, or the signal aborts. A probe that
 * must pass several times is asked at its full interval in between. Never throws.
 */
export async function untilPassing(
  probe: Probe,
  target: ProbeTarget,
  options: UntilOptions,
): Promise<Verdict> {
  const { withinMs, intervalMs, successes } = probe.patience;
  const clock = options.clock ?? realClock;
  const began = clock.now();
  const spent = (): number => clock.now() - began;
  const progress: Progress = { tries: 0, passed: 0, pauseMs: firstPauseMs, last: notAsked };
  for (;;) {
    await tryOnce(probe, target, options, progress, Math.max(1, withinMs - spent()));
    if (progress.passed >= successes) return { answer: 'yes' };
    const leftMs = withinMs - spent();
    const pauseMs = pauseBefore(progress, intervalMs, leftMs);
    if (options.signal.aborted || leftMs <= pauseMs) return summary(probe, progress, spent());
    await clock.pause(pauseMs, options.signal);
  }
}

/** Ever longer after a no; towards the end shorter again, so that a service that is late is not missed. */
function pauseBefore(progress: Progress, intervalMs: number, leftMs: number): number {
  if (progress.passed > 0) return intervalMs;
  const pauseMs = Math.min(progress.pauseMs, intervalMs, Math.max(firstPauseMs, leftMs / 2));
  progress.pauseMs *= 2;
  return pauseMs;
}

const notAsked: Verdict = { answer: 'unknown', reason: kept`it was not asked` };

/** One try, cut off when the time is over; what a cut-off try says is worth less than what the one before said. */
async function tryOnce(
  probe: Probe,
  target: ProbeTarget,
  { signal, onTry }: UntilOptions,
  progress: Progress,
  leftMs: number,
): Promise<void> {
  const deadline = AbortSignal.timeout(Math.min(Math.ceil(leftMs), 2 ** 31 - 1));
  const verdict = await probe.check(target, AbortSignal.any([signal, deadline]));
  progress.tries += 1;
  progress.passed = verdict.answer === 'yes' ? progress.passed + 1 : 0;
  const cutOff = verdict.answer !== 'yes' && deadline.aborted && !signal.aborted;
  if (!cutOff || progress.tries === 1) progress.last = cutOff ? silent(verdict) : verdict;
  onTry?.(verdict, progress.tries);
}

/** A service that stayed silent for the whole time said no. */
const silent = (verdict: Verdict): Verdict =>
  verdict.answer === 'unknown'
    ? { answer: 'no', reason: kept`there was no answer in all that time` }
    : verdict;

function summary(probe: Probe, { tries, passed, last }: Progress, tookMs: number): Verdict {
  const seconds = (tookMs / 1000).toFixed(1);
  if (last.answer !== 'yes') return { answer: last.answer, reason: withEffort(last.reason, tries, seconds) };
  const wanted = probe.patience.successes;
  const reason = kept`${probe.name} passed ${passed} times in a row, not ${wanted}`;
  return { answer: 'no', reason: withEffort(reason, tries, seconds) };
}

const withEffort = (reason: string, tries: number, seconds: string): string =>
  tries === 1 ? kept`${reason} (1 try in ${seconds} s)` : kept`${reason} (${tries} tries in ${seconds} s)`;
