import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './question.ts';

/** How long it is waited before each further try, in milliseconds: three seconds in all. */
const pausesMs = [100, 200, 400, 800, 1500];
/** A `Retry-After` beyond this is not waited for here. */
const mostMs = 5000;

/** 429, and 503 of a management plane that is busy or another's task is running in: neither has done anything. */
export const isBusy = ({ status }: Answer): boolean => status === 429 || status === 503;

/** Asks again while the answer is that it was too busy, and gives the last one. */
export async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (const pauseMs of pausesMs) {
    const answer = await ask();
    if (!isBusy(answer) || (answer.retryAfterMs ?? 0) > mostMs) return answer;
    await pause(Math.max(pauseMs, answer.retryAfterMs ?? 0));
  }
  return ask();
}
