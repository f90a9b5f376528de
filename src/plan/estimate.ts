/** A rollout that went well: how long it was at work, without its soaks, and on how many batches. */
export interface Took {
  readonly ms: number;
  readonly batches: number;
}

/**
 * How long a rollout will take, in milliseconds: the middle of what a batch took in earlier ones, and the soaks between
 * its own batches. Undefined where nothing is known.
 */
export function estimateMs(
  earlier: readonly Took[],
  { batches, soakMs }: { readonly batches: number; readonly soakMs: number },
): number | undefined {
  const each = earlier.filter((took) => took.batches > 0).map((took) => Math.max(0, took.ms) / took.batches);
  const middle = medianOf(each);
  return middle === undefined ? undefined : Math.round(middle * batches + soakMs * Math.max(0, batches - 1));
}

/** One rollout that waited a night for an answer must not count for more than any other. */
function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
