import { setTimeout as sleep } from 'node:timers/promises';

/** Lets `most` through in any minute, the others later, in order. Of a robot's 20 messages this is the answers' part. */
export function createTurns(most: number, minuteMs = 60_000): () => Promise<void> {
  let passed: number[] = [];
  let last = Promise.resolve();
  const next = async () => {
    const now = performance.now();
    passed = passed.filter((at) => at > now - minuteMs);
    const oldest = passed[passed.length - most];
    if (oldest !== undefined) await sleep(oldest + minuteMs - now, undefined, { ref: false });
    passed.push(performance.now());
  };
  return () => {
    last = last.then(next);
    return last;
  };
}
