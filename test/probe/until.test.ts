import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/probe.ts';
import type { Probe } from '../../src/probe/probe.ts';
import { type Clock, untilPassing } from '../../src/probe/until.ts';
import { never, target } from '../conformance/probe.ts';

const yes: Verdict = { answer: 'yes' };
const no: Verdict = { answer: 'no', reason: 'it answered 503' };
const unknown: Verdict = { answer: 'unknown', reason: 'no SSH' };

/** Answers in turn; the last answer for ever. */
function scripted(answers: readonly Verdict[], patience: Partial<Probe['patience']> = {}): Probe {
  let next = 0;
  return {
    name: 'scripted',
    patience: { withinMs: 10_000, intervalMs: 1_000, successes: 1, ...patience },
    async check() {
      const verdict = answers[Math.min(next, answers.length - 1)] ?? no;
      next += 1;
      return verdict;
    },
  };
}

/** Runs with a clock of our own; gives the verdict and when the tries were. */
async function timed(probe: Probe): Promise<{ verdict: Verdict; times: number[] }> {
  const times: number[] = [];
  let now = 1_000;
  const clock: Clock = {
    now: () => now,
    pause: async (ms) => {
      now += ms;
    },
  };
  const onTry = () => times.push(now - 1_000);
  const verdict = await untilPassing(probe, target, { signal: never, onTry, clock });
  return { verdict, times };
}

describe('asking until a probe passes', () => {
  test('asks once where it passes at once', async () => {
    expect(await timed(scripted([yes]))).toEqual({ verdict: yes, times: [0] });
  });

  test('asks again after 20 ms, then ever later up to the interval', async () => {
    const { verdict, times } = await timed(
      scripted([no, no, no, no, no, no, no, no, yes], { intervalMs: 500 }),
    );
    expect(verdict).toEqual(yes);
    expect(times.map((time, n) => time - (times[n - 1] ?? 0))).toEqual([
      0, 20, 40, 80, 160, 320, 500, 500, 500,
    ]);
  });

  test('wants so many passes in a row, an interval apart', async () => {
    const { verdict, times } = await timed(
      scripted([yes, yes, no, yes, yes, yes], { successes: 3, intervalMs: 200 }),
    );
    expect(verdict).toEqual(yes);
    expect(times).toHaveLength(6);
    expect((times[5] ?? 0) - (times[3] ?? 0)).toBe(400);
  });

  test('gives up when the time is over, with the last reason, the time and the number of tries', async () => {
    const { verdict, times } = await timed(scripted([unknown, no], { withinMs: 2_000, intervalMs: 500 }));
    expect(verdict.answer).toBe('no');
    expect(verdict).toMatchObject({ reason: `it answered 503 (${times.length} tries in 2.0 s)` });
    expect(times.at(-1)).toBeLessThanOrEqual(2_000);
  });

  test('does not make an unknown a no, or the other way round', async () => {
    expect(await timed(scripted([no, unknown], { withinMs: 100 }))).toMatchObject({
      verdict: { answer: 'unknown' },
    });
    expect(await timed(scripted([unknown, no], { withinMs: 100 }))).toMatchObject({
      verdict: { answer: 'no' },
    });
  });

  test('says how many passes were missing', async () => {
    const { verdict } = await timed(scripted([yes], { successes: 5, withinMs: 1_000, intervalMs: 400 }));
    expect(verdict).toEqual({
      answer: 'no',
      reason: expect.stringMatching(/passed 3 times in a row, not 5 \(3 tries/),
    });
  });

  test('asks at least once', async () => {
    const { verdict, times } = await timed(scripted([no], { withinMs: 0 }));
    expect([verdict.answer, times]).toEqual(['no', [0]]);
    expect(verdict).toMatchObject({ reason: expect.stringContaining('1 try') });
  });

  test('cuts off a try that outlasts the time', async () => {
    const stuck: Probe = {
      ...scripted([], { withinMs: 60 }),
      check: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ answer: 'unknown', reason: 'aborted' }));
        }),
    };
    const keepAlive = setInterval(() => undefined, 1_000);
    expect(await untilPassing(stuck, target, { signal: never })).toMatchObject({
      answer: 'no',
      reason: expect.stringContaining('no answer in all that time'),
    });
    clearInterval(keepAlive);
  });

  test('ends when the signal aborts, during a try and during a pause', async () => {
    const abort = new AbortController();
    const probe = scripted([no], { withinMs: 600_000, intervalMs: 300_000 });
    const running = untilPassing(probe, target, {
      signal: abort.signal,
      onTry: (_, n) => void (n === 3 && setTimeout(() => abort.abort(), 1)),
    });
    expect(await running).toMatchObject({ answer: 'no', reason: expect.stringContaining('it answered 503') });
    expect(await untilPassing(probe, target, { signal: AbortSignal.abort() })).toMatchObject({
      answer: 'no',
    });
  });
});
