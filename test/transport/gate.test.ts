import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createGate } from '../../src/transport/gate.ts';

it('runs so many tasks at once and no more, in order, also where some fail', async () => {
  const gate = createGate(4);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const task = (n: number) => async () => {
    started.push(n);
    running += 1;
    most = Math.max(most, running);
    await turn();
    running -= 1;
    if (n % 3 === 0) throw new Error(`task ${n}`);
    return n;
  };
  const numbers = Array.from({ length: 30 }, (_, n) => n);
  const ends = await Promise.allSettled(numbers.map((n) => gate(task(n))));
  expect(ends.map((end) => end.status)).toEqual(numbers.map((n) => (n % 3 === 0 ? 'rejected' : 'fulfilled')));
  expect(started).toEqual(numbers);
  expect(most).toBe(4);
  expect(await gate(async () => 'still open')).toBe('still open');
});
