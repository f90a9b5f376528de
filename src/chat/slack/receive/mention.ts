import { asFailure } from '../../../model/failure.ts';
import type { Content } from '../client/client.ts';
import { type MentionPayload, mentionPayload, writer } from './payloads.ts';
import { isRefused, type Reply } from './reply.ts';
import { serve } from './serve.ts';
import type { Service } from './service.ts';
import { asTyped, withoutMention } from './undo.ts';

export interface Delivered {
  readonly body: unknown;
  /** Slack sends it once more: the first time was not acknowledged. */
  readonly again: boolean;
  /** The bot's own user id. */
  readonly self: string;
}

/** A message that mentions the bot: the rest of it is the command, answered in its thread. Bots are not answered. */
export async function onMention(service: Service, { body, again, self }: Delivered): Promise<void> {
  const payload = mentionPayload.parse(body);
  const { user, bot_id, text, channel, ts } = payload.event;
  if (user === undefined || user === self || bot_id !== undefined) return;
  await serve(service, {
    // One message is one request, also where it is edited or comes twice.
    id: `slack:${channel}:${ts}`,
    sender: writer(user, payload),
    text: asTyped(withoutMention(text, self), service.people.nameOf),
    channel,
    reply: replyInThread(service, payload, user, again),
  });
}

function replyInThread(
  { client, log }: Service,
  { event_id, event }: MentionPayload,
  user: string,
  again: boolean,
): Reply {
  const where = { channel: event.channel, threadTs: event.thread_ts ?? event.ts };
  const mark = `answer/${event_id}`;
  const post = async (content: Content) => {
    if (again && (await client.find(where, (found) => found.mark === mark))) return;
    await client.postMessage({ ...where, ...content, mark });
  };
  return {
    async say(content, { aside = false } = {}) {
      try {
        await (aside ? client.postEphemeral({ ...where, user, ...content }) : post(content)).catch(
          // Where it may not write, as in a channel for announcements.
          (error: unknown) => {
            if (!isRefused(error)) throw error;
            return client.postMessage({ channel: user, ...content });
          },
        );
      } catch (error) {
        log.warn(`Slack: an answer was not delivered: ${asFailure(error, 'Slack').message}`);
      }
    },
  };
}
