import { expect, it } from 'vitest';
import { againWhileAway } from '../../src/engine/again.ts';
import { Failure } from '../../src/model/failure.ts';
import { patiently } from '../../src/workflow/patience.ts';

const full = Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });

it('is made again until the database has room, and tells so once', async () => {
  let tries = 0;
  const told: string[] = [];
  const step = async () => {
    tries += 1;
    if (tries < 4) throw full;
    return 'done';
  };
  expect(await againWhileAway(step, ({ message }) => told.push(message))).toBe('done');
  expect([tries, told]).toEqual([4, [full.message]]);
});

it('is not made again for a failure of its own, though a connection was refused in it', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const failure = new Failure('unreachable', 'lb1', 'lb1 refused the connection', { cause: refused });
  let tries = 0;
  const step = () => {
    tries += 1;
    return Promise.reject(failure);
  };
  await expect(againWhileAway(step, () => undefined)).rejects.toBe(failure);
  expect(tries).toBe(1);
});

it('a database without room is not the balancer’s failure, though it was met while that was asked', async () => {
  const signal = new AbortController().signal;
  const call = () => Promise.reject(full);
  await expect(patiently('lb1/web', { withinMs: 60_000, signal }, call)).rejects.toBe(full);
});
