import { type Logger, LogLevel } from '@slack/bolt';
import { plain } from '../../../report/plain.ts';
import type { Log } from '../../log.ts';

export type { Log };

const debugOnly = () => undefined;

/**
 * The log for Slack's own packages: what they warn of is one line of ours; what they tell beside that (requests,
 * payloads, reconnects) stays out, because it holds what people wrote.
 */
export function slackLogger(log: Log): Logger {
  const say = (parts: readonly unknown[]) => log.warn(`Slack: ${plain(parts.map(textOf).join(' '))}`);
  return {
    debug: debugOnly,
    info: debugOnly,
    warn: (...parts: readonly unknown[]) => say(parts),
    error: (...parts: readonly unknown[]) => say(parts),
    setLevel: debugOnly,
    getLevel: () => LogLevel.WARN,
    setName: debugOnly,
  };
}

const textOf = (part: unknown): string => {
  if (part instanceof Error) return part.message;
  return typeof part === 'string' ? part : '';
};
