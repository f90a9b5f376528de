/** So many members, or so many percent of all members. */
export type Amount = { readonly count: number } | { readonly percent: number };

/**
 * An amount as a number of members out of `total`.
 * @param rounding `up` where more is safer (minInService), `down` where fewer is (batches, maxOut).
 */
export function amountOf(amount: Amount, total: number, rounding: 'up' | 'down'): number {
  if ('count' in amount) return amount.count;
  const exact = (amount.percent * total) / 100;
  return rounding === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

/** `3` → 3 members, `25%` → a quarter of them; undefined for anything else. */
export function parseAmount(text: string): Amount | undefined {
  const match = /^(\d{1,6})(%?)$/.exec(text.trim());
  if (!match) return undefined;
  const value = Number(match[1]);
  if (match[2] === '') return { count: value };
  return value <= 100 ? { percent: value } : undefined;
}

export const amountText = (amount: Amount): string =>
  'count' in amount ? String(amount.count) : `${amount.percent}%`;
