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
 * A transcript of messages without those of a rollout at work, as it is a matter of moments how far it came by then; calls
 * stand last, as they come whenever there is room for them.
 */
export function byStages(text: string): string {
  const messages = text.split('\n\n').filter((message) => !/ · 进行中\n/u.test(message));
  const isCall = (message: string): boolean => /^the robot \(calls/u.test(message) && !/#ID$/u.test(message);
  const calls = messages.filter(isCall).sort();
  return [...messages.filter((message) => !isCall(message)), ...calls].join('\n\n');
}
