import { randomInt } from 'node:crypto';
import { z } from 'zod';

/** How long the soak is, by SOAK_ROLLOUTS, SOAK_MINUTES and SOAK_SEED. */
export interface Settings {
  readonly rollouts: number;
  /** What has not ended by then is named as missing. */
  readonly minutes: number;
  /** The same seed draws the same failures, answers and pauses between kills; what meets them is up to the machine. */
  readonly seed: number;
}

const number = z.coerce.number().int().positive();

const schema = z.object({
  SOAK_ROLLOUTS: number.default(40),
  SOAK_MINUTES: number.default(15),
  SOAK_SEED: number.optional(),
});

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { SOAK_ROLLOUTS, SOAK_MINUTES, SOAK_SEED } = schema.parse(env);
  return {
    rollouts: SOAK_ROLLOUTS,
    minutes: SOAK_MINUTES,
    seed: SOAK_SEED ?? randomInt(1, 2 ** 32),
  };
}
