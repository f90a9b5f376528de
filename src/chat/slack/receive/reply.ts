import { asFailure } from '../../../model/failure.ts';
import type { Content, SlackClient } from '../client/client.ts';
import type { Log } from '../client/log.ts';
import { SlackFailure, troubleOfConnection } from '../client/trouble.ts';

/** Where the answer to one command, click or mention goes. */
export interface Reply {
  /** Never throws: what can't be said is logged. */
  say(content: Content, options?: Audience): Promise<void>;
}

export interface Audience {
  /** For the whole channel; without it for the person only, where there is a way. */
  readonly open?: boolean;
  /** For the person only, also where answers are public. */
  readonly aside?: boolean;
}

export interface ReplyOptions {
  readonly client: Pick<SlackClient, 'postMessage' | 'postEphemeral'>;
  readonly user: string;
  /** Good for 5 answers in 30 minutes (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses). */
  readonly responseUrl?: string;
  /** Where it was done, if there is no response_url. */
  readonly channel?: string;
  readonly log: Log;
}

const answerWithinMs = 10_000;

/**
 * Answers where the person is; where there is no such way (a click in the App Home, a response_url that does not work),
 * in the app's own conversation with them.
 */
export function replyTo(options: ReplyOptions): Reply {
  const { client, user, log } = options;
  return {
    async say(content, audience = {}) {
      try {
        if (await sayThere(options, content, audience)) return;
        await client.postMessage({ channel: user, ...content });
      } catch (error) {
        log.warn(`Slack: an answer was not delivered: ${asFailure(error, 'Slack').message}`);
      }
    },
  };
}

/** False where there is no such way. */
async function sayThere(
  { client, user, channel, responseUrl }: ReplyOptions,
  content: Content,
  { open = false }: Audience,
): Promise<boolean> {
  if (responseUrl !== undefined) return respond(responseUrl, content, open);
  if (channel === undefined || channel === user) return false;
  try {
    await client.postEphemeral({ channel, user, ...content });
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

/** Slack said no, and will again: there is no way there. */
export const isRefused = (error: unknown): boolean =>
  error instanceof SlackFailure && error.trouble.kind === 'refused';

/** False where Slack did not take it; an answer that may have arrived counts as taken, so that none comes twice. */
async function respond(url: string, { text, blocks }: Content, open: boolean): Promise<boolean> {
  const body = {
    response_type: open ? 'in_channel' : 'ephemeral',
    replace_original: false,
    text,
    ...(blocks && { blocks }),
  };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' }, // not shown
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    await response.body?.cancel();
    return response.ok;
  } catch (error) {
    const trouble = troubleOfConnection(error);
    if (trouble.kind === 'away' && trouble.done === 'no') return false;
    throw error;
  }
}
