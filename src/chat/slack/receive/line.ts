import type { Receiver } from '@slack/bolt';
import {
  type Keeper,
  keepOpen as keep,
  type Line as OpenLine,
  type Pace,
  refusedMs,
} from '../../keep-open.ts';
import type { Log } from '../client/log.ts';
import { asSlackFailure } from '../client/trouble.ts';

/** One way on which Slack sends, with what Bolt takes from it. */
export interface Line extends OpenLine {
  readonly receiver: Receiver;
}

/** Keeps a line to Slack open until it is stopped, whatever happens to it. */
export const keepOpen = (line: Line, what: string, log: Log, pace?: Pace): Keeper =>
  keep(line, { chat: 'Slack', what, log, leastWaitMs }, pace);

function leastWaitMs(error: unknown): number {
  const { trouble } = asSlackFailure('apps.connections.open', error);
  if (trouble.kind === 'ratelimited') return trouble.retryAfterMs;
  return trouble.kind === 'refused' ? refusedMs : 0;
}
