import fc from 'fast-check';
import { expect, it } from 'vitest';
import { estimateMs } from '../../src/plan/estimate.ts';

it('is what a batch took in the middle of earlier rollouts, and the soaks in between', () => {
  const earlier = [
    { ms: 60_000, batches: 2 },
    { ms: 9_000_000, batches: 3 },
    { ms: 40_000, batches: 4 },
  ];
  expect(estimateMs(earlier, { batches: 4, soakMs: 1_000 })).toBe(4 * 30_000 + 3 * 1_000);
  expect(estimateMs(earlier.slice(1), { batches: 1, soakMs: 1_000 })).toBe((3_000_000 + 10_000) / 2);
});

it('is unknown without history', () => {
  expect(estimateMs([], { batches: 3, soakMs: 1 })).toBeUndefined();
  expect(estimateMs([{ ms: 5, batches: 0 }], { batches: 3, soakMs: 1 })).toBeUndefined();
});

it('lies between the fastest and the slowest that there was', () => {
  const took = fc.record({
    ms: fc.integer({ min: -10, max: 1e8 }),
    batches: fc.integer({ min: 1, max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(took, { minLength: 1, maxLength: 10 }), fc.nat(30), (earlier, batches) => {
      const each = earlier.map(({ ms, batches: n }) => Math.max(0, ms) / n);
      const estimate = estimateMs(earlier, { batches, soakMs: 0 }) ?? Number.NaN;
      expect(estimate).toBeGreaterThanOrEqual(Math.floor(Math.min(...each) * batches));
      expect(estimate).toBeLessThanOrEqual(Math.ceil(Math.max(...each) * batches));
    }),
  );
});
