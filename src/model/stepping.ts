import { inARow, say } from '../text/say.ts';

/** A member at a part of its weight. */
export interface StepWeight {
  readonly pool: string;
  readonly member: string;
  readonly weight: number;
  /** What it had, and gets back. */
  readonly of: number;
}

/** A host whose weight goes down or comes back step by step: in service, and counted as out all the same. */
export interface Stepping {
  readonly way: 'out' | 'back';
  /** 0: the first step is still to come. */
  readonly percent: number;
  readonly weights: readonly StepWeight[];
}

/** `at 10% of weight 100`; with several weights `at 10% (lb1/web 10 of 100, lb2/web 1 of 5)`. */
export function steppingText({ percent, weights }: Stepping): string {
  if (weights.length === 0) return say`step by step`;
  const wholes = new Set(weights.map(({ of }) => of));
  const [whole = 0] = wholes;
  if (wholes.size === 1) return say`at ${percent}% of weight ${whole}`;
  const pools = new Set(weights.map(({ pool }) => pool));
  const nameOf = ({ pool, member }: StepWeight) =>
    pools.size === weights.length ? pool : `${pool} ${member}`;
  const each = inARow(weights.map((one) => say`${nameOf(one)} ${one.weight} of ${one.of}`));
  return say`at ${percent}% (${each})`;
}
