import { type Amount, amountOf } from '../model/amount.ts';
import type { Sizes } from '../model/plan.ts';

/**
 * Splits hosts into batches, the canary first. Percentages are of all the given hosts, rounded down, and never fewer
 * than one host. Every host lands in exactly one batch, in the given order.
 */
export function splitIntoBatches<T>(
  hosts: readonly T[],
  sizes: Sizes,
): readonly { readonly canary: boolean; readonly hosts: readonly T[] }[] {
  const size = (amount: Amount) => Math.max(1, amountOf(amount, hosts.length, 'down'));
  const result: { canary: boolean; hosts: readonly T[] }[] = [];
  let at = 0;
  const take = (amount: Amount, canary: boolean) => {
    const end = Math.min(hosts.length, at + size(amount));
    result.push({ canary, hosts: hosts.slice(at, end) });
    at = end;
  };
  if (sizes.canary && hosts.length > 0) take(sizes.canary, true);
  for (let i = 0; at < hosts.length; i += 1) {
    const amount = sizes.batches[Math.min(i, sizes.batches.length - 1)] ?? { count: 1 };
    take(amount, false);
  }
  return result;
}
