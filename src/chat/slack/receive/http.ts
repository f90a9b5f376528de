import type { Server } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import type { SlackChat } from '../../../model/config.ts';
import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';
import { type Log, slackLogger } from '../client/log.ts';
import type { Line } from './line.ts';

type Http = Extract<SlackChat['by'], { mode: 'http' }>;

/** Slack's largest payloads are far below. */
const bodyLimit = 1024 * 1024;

/**
 * A server for what Slack posts. Bolt checks signature and age of every request before anything else is read of it
 * (https://docs.slack.dev/authentication/verifying-requests-from-slack).
 */
export function createHttpLine({ signingSecret, host, port, path }: Http, log: Log): Line {
  const receiver = new HTTPReceiver({
    signingSecret: signingSecret.reveal(),
    endpoints: [path],
    bodyLimit,
    logger: slackLogger(log),
  });
  let server: Server | undefined;
  let gone = Promise.resolve();
  return {
    receiver,
    async open() {
      const opened = await receiver.start({ host, port }).catch((cause: unknown) => {
        throw cannotListen(host, port, cause);
      });
      server = opened;
      gone = new Promise((resolve) => opened.once('close', () => resolve()));
    },
    broken: () => gone,
    async close() {
      server?.close();
      server?.closeIdleConnections();
      await gone;
    },
  };
}

const cannotListen = (host: string, port: number, cause: unknown): Failure =>
  new Failure('failed', 'Slack', kept`${host}:${port} can't be listened on (${codeOf(cause)})`, { cause });

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
