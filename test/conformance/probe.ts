import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { ProbeTarget } from '../../src/model/probe.ts';
import type { Probe } from '../../src/probe/probe.ts';

/** Makes probes of one kind that meet a certain situation; the name of each says which. */
export interface ProbesUnderTest {
  passing(): Promise<Probe>;
  failing(): Promise<Probe>;
  /** What it asks never answers; its own time-out is long. */
  silent(): Promise<Probe>;
  /** It cannot even ask. */
  unaskable(): Promise<Probe>;
}

export const target: ProbeTarget = {
  host: { name: 'web-01', address: '127.0.0.1', members: [] },
  release: 'v2',
};
export const never = new AbortController().signal;

/** What every Probe has to do; run for each kind. */
export function probeConformance(name: string, make: ProbesUnderTest): void {
  describe(`${name} is a Probe`, () => {
    test('says yes, again and again', async () => {
      const probe = await make.passing();
      expect(await probe.check(target, never)).toEqual({ answer: 'yes' });
      expect(await probe.check(target, never)).toEqual({ answer: 'yes' });
      expect(probe.name).toMatch(/^\w+ ./);
    });

    test('says no, with a reason', async () => {
      const verdict = await (await make.failing()).check(target, never);
      expect(verdict).toEqual({ answer: 'no', reason: expect.stringMatching(/\w{3}/) });
    });

    test('says that it does not know, with a reason, where it cannot ask', async () => {
      const verdict = await (await make.unaskable()).check(target, never);
      expect(verdict).toEqual({ answer: 'unknown', reason: expect.stringMatching(/\w{3}/) });
    });

    test('stops waiting when the signal aborts, and does not know then', async () => {
      const abort = new AbortController();
      const asked = (await make.silent()).check(target, abort.signal);
      abort.abort();
      expect(await asked).toMatchObject({ answer: 'unknown' });
      expect(await (await make.silent()).check(target, AbortSignal.abort())).toMatchObject({
        answer: 'unknown',
      });
    });

    test('listens to the signal no longer than it asks', async () => {
      const { signal } = new AbortController();
      for (const probe of [await make.passing(), await make.failing(), await make.unaskable()])
        await probe.check(target, signal);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    });
  });
}
