const highest = 256;

/**
 * A weight as HAProxy reads it: `25`, or `50%` of the configured one (rounded down, at most 256).
 * @returns the weight, or what HAProxy says when it can't be (two of its texts end without a newline of their own)
 */
export function weightOf(text: string, configured: number): number | string {
  const [, digits, rest = ''] = /^([+-]?\d+)(.*)$/.exec(text) ?? [];
  if (digits === undefined) return 'Empty weight string empty or preceded by garbage';
  const value = Number(digits);
  if (rest === '%') {
    if (value < 0) return 'Relative weight must be positive.\n';
    return Math.min(highest, Math.floor((configured * value) / 100));
  }
  if (value < 0 || value > highest) return 'Absolute weight can only be between 0 and 256 inclusive.\n';
  return rest === '' ? value : 'Trailing garbage in weight string';
}
