import { SocketModeReceiver } from '@slack/bolt';
import type { Secret } from '../../../model/secret.ts';
import { kept } from '../../../text/say.ts';
import { within } from '../../work.ts';
import { answerWithinMs } from '../client/call.ts';
import { type Log, slackLogger } from '../client/log.ts';
import { asSlackFailure, SlackFailure } from '../client/trouble.ts';
import type { Line } from './line.ts';

export interface SocketOptions {
  readonly appToken: Secret;
  readonly apiUrl?: string;
  readonly log: Log;
}

/**
 * A socket without a pong for this long is broken, in milliseconds; pings go three times as often. One that is closed
 * is noticed at once.
 */
const silentMs = 3_000;
const helloWithinMs = 15_000;
const closeWithinMs = 1_000;

/**
 * A connection in Socket Mode. Bolt's own reconnecting is off: it ends with an unhandled rejection where Slack refuses
 * the second attempt, and waits for minutes after a longer outage.
 */
export function createSocketLine({ appToken, apiUrl, log }: SocketOptions): Line {
  const receiver = new SocketModeReceiver({
    appToken: appToken.reveal(),
    autoReconnectEnabled: false,
    clientPingTimeout: silentMs,
    logger: slackLogger(quiet(log)),
    // Bolt writes into these options: they are nobody else's.
    installerOptions: {
      clientOptions: {
        ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: answerWithinMs,
      },
    },
  });
  const { client } = receiver;
  let gone = Promise.resolve();
  return {
    receiver,
    async open() {
      let ended: () => void = () => undefined;
      gone = new Promise<void>((resolve) => {
        ended = resolve;
      });
      client.once('disconnected', ended);
      try {
        await started(receiver);
      } catch (error) {
        client.off('disconnected', ended);
        throw error;
      }
    },
    broken: () => gone,
    close: () => hangUp(receiver),
  };
}

async function started(receiver: SocketModeReceiver): Promise<void> {
  const opened = receiver.start().catch((error: unknown) => {
    throw error === undefined ? notOpened() : asSlackFailure('apps.connections.open', error);
  });
  if (await within(opened, helloWithinMs)) return;
  opened.catch(() => undefined);
  await hangUp(receiver);
  throw notOpened();
}

const notOpened = () =>
  new SlackFailure('a socket', { kind: 'away', done: 'unknown', code: kept`the connection was not made` });

/** What the packages say about one socket is said better by who keeps it open. */
const quiet = (log: Log): Log => ({ ...log, info: () => undefined, warn: () => undefined });

/** The second time Slack's answer is not waited for: it may never come. */
async function hangUp({ client }: SocketModeReceiver): Promise<void> {
  if (await within(client.disconnect(), closeWithinMs)) return;
  await within(client.disconnect(), closeWithinMs);
}
