/** The time that something may take which needs several requests. */
export interface Deadline {
  readonly totalMs: number;
  /** What is left of it, in milliseconds; never less than 0. */
  leftMs(): number;
}

export function createDeadline(totalMs: number): Deadline {
  const end = performance.now() + totalMs;
  return { totalMs, leftMs: () => Math.max(0, end - performance.now()) };
}
