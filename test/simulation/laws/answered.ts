import type { Evidence } from '../evidence.ts';

/** What needs no balancer is answered as quickly as a chat wants it; what does, when its patience with one is over. */
const limits = { own: 3_000, withBalancer: 5_000 };
const reading = /^(status|history|locks|pause|resume|abort|retry|skip|promote|reject) /;

/** 6. Every command is answered, also while balancers are silent. */
export const answered = ({ said }: Evidence): string[] =>
  said.flatMap(({ id, person, text, waitedMs, answer, error }) => {
    const what = `${id} "${text}" of ${person}`;
    if (error !== undefined) return [`${what} failed: ${String(error)}`];
    if (!answer || waitedMs === undefined) return [`${what} was not answered`];
    const limit = reading.test(`${text} `) ? limits.own : limits.withBalancer;
    return waitedMs > limit ? [`${what} was answered after ${waitedMs} ms`] : [];
  });
