import { timeless } from './timeless.ts';

/** A Chinese transcript without what differs from run to run. */
export const withoutChance = (text: string): string =>
  timeless(text)
    .replace(/\d+ 分 \d+ 秒|\d+(\.\d+)? 秒/gu, 'N 秒')
    .replace(/连接数 \d+/gu, '连接数 N')
    .replace(/127\.\d+\.\d+\.(\d+):\d+/gu, '127.0.0.$1:PORT')
    .replace(/\/tmp\/rollout-haproxy-\w+/gu, '/run/haproxy')
    .replace(/\b[0-9a-f]{12}\b/gu, 'HASH')
    .replace(/#[A-Za-z0-9]{1,6}$/gmu, '#ID');

/**
 * The same without what comes when there is room for it: a rollout at work (how far it came by then is a matter of
 * moments), and calls to who is waiting for an end.
 */
export const inOrder = (text: string): string =>
  withoutChance(text)
    .split('\n\n')
    .filter((message) => !/ · (进行中|等待锁)\n/u.test(message) && !isCall(message))
    .join('\n\n');

/** Those calls, each once in an order of their own. */
export const callsIn = (text: string): string =>
  withoutChance(text).split('\n\n').filter(isCall).sort().join('\n\n');

/** Answers name what they answer, and come in order. */
const isCall = (message: string): boolean =>
  /^the robot \(calls/u.test(message) && !/#ID$|已答复/u.test(message);
