/**
 * The weight at a step: so many percent of `of`, rounded, but enough to serve and never more than `of` itself.
 * @param least the least weight with which the balancer sends anything
 */
export const weightAt = (of: number, percent: number, least: number): number =>
  Math.min(of, Math.max(least, Math.round((of * percent) / 100)));

/**
 * The steps that change something, in their order: of several that come to the same weights only the first.
 * @param of the whole weights; `least` as above, each
 */
export function stepsThatDiffer(
  steps: readonly number[],
  members: readonly { readonly of: number; readonly least: number }[],
): readonly number[] {
  const weights = (percent: number) => members.map(({ of, least }) => weightAt(of, percent, least)).join();
  return steps.filter((percent, i) => {
    const before = steps[i - 1];
    return before === undefined || weights(before) !== weights(percent);
  });
}
