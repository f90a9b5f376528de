import { z } from 'zod';
import { kept } from '../../text/say.ts';
import { duration, flag, keys, text } from './leaf.ts';

/** Steps of a weight between none and all of it: on the way back (`ramp`), and on the way out (`drain`). */
const told = {
  ramp: kept`must be the steps on the way back, each larger than the one before: \`[10%, 50%]\``,
  drain: kept`must be the steps on the way out, each smaller than the one before: \`[50%, 10%]\``,
};

const share = text(
  kept`must be a share of the weight, a whole number from 1% to 100%`,
  /^(100|[1-9]\d?)%$/,
).transform((value) => Number.parseInt(value, 10));

const rises = (steps: readonly number[]): boolean =>
  steps.every((step, i) => i === 0 || step > (steps[i - 1] ?? 0));
const falls = (steps: readonly number[]): boolean => rises(steps.toReversed());

/** `100%` is before the first step out, and after the last one back, whether it is written or not. */
const stepsThat = (isInOrder: (steps: readonly number[]) => boolean, message: string) =>
  z.array(share, { error: message }).transform((steps, context) => {
    const parts = steps.filter((step) => step < 100);
    if (isInOrder(steps) && parts.length > 0) return parts;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

const back = stepsThat(rises, told.ramp);
const out = stepsThat(falls, told.drain);

const rampMap = keys({
  steps: back.describe(kept`In percent of the weight that it had; after the last step it gets exactly that.`),
  pause: duration('zeroAllowed').prefault('30s').describe(kept`How long each step lasts at least.`),
  probe: flag()
    .prefault(true)
    .describe(kept`Whether \`verify\` must pass after each pause, besides the load balancers' own checks.`),
});

const drainMap = keys({
  steps: out.describe(kept`In percent of the weight that it had; after the last step it is drained.`),
  pause: duration('zeroAllowed').prefault('10s').describe(kept`How long each step lasts.`),
});

const written = (steps: readonly number[]): string[] => steps.map((step) => `${step}%`);

/** A list alone takes the defaults of the rest. */
export const ramp = z.union([back.transform((steps) => rampMap.parse({ steps: written(steps) })), rampMap], {
  error: told.ramp,
});
export const drain = z.union(
  [out.transform((steps) => drainMap.parse({ steps: written(steps) })), drainMap],
  {
    error: told.drain,
  },
);
