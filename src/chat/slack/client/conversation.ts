import { z } from 'zod';
import type { Found, Search, SlackClient } from './api.ts';
import type { Call } from './call.ts';
import { markType } from './messages.ts';

/** Slack recommends no more than 200 a page. */
const pageSize = 200;

const message = z.object({
  ts: z.string(),
  text: z.string().catch(''),
  files: z.array(z.object({ name: z.string().nullish() })).catch([]),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.object({ mark: z.string() }) })
    .optional()
    .catch(undefined),
});
const opened = z.object({ channel: z.object({ id: z.string() }) });
const page = z.object({
  messages: z.array(message),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

export const conversationMethods = (call: Call): Pick<SlackClient, 'find' | 'openDirect'> => ({
  async openDirect(user) {
    const { channel } = await call('conversations.open', { users: user }, opened);
    return channel.id;
  },
  async find(search, test) {
    for await (const found of messagesOf(call, search)) if (test(found)) return found;
    return undefined;
  },
});

async function* messagesOf(call: Call, search: Search): AsyncGenerator<Found> {
  let cursor: string | undefined;
  do {
    const { messages, response_metadata } = await pageOf(call, search, cursor);
    for (const each of messages) yield foundIn(search.channel, each);
    cursor = response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
}

function pageOf(call: Call, { channel, threadTs, since, until }: Search, cursor: string | undefined) {
  const where = {
    channel,
    cursor,
    limit: pageSize,
    include_all_metadata: true,
    inclusive: true,
    ...(since && { oldest: tsOf(since) }),
    ...(until && { latest: tsOf(until) }),
  };
  return threadTs === undefined
    ? call('conversations.history', where, page)
    : call('conversations.replies', { ...where, ts: threadTs }, page);
}

const tsOf = (at: Date): string => (at.getTime() / 1000).toFixed(6);

const foundIn = (channel: string, { ts, text, files, metadata }: z.infer<typeof message>): Found => ({
  channel,
  ts,
  text,
  files: files.flatMap(({ name }) => name ?? []),
  ...(metadata?.event_type === markType && { mark: metadata.event_payload.mark }),
});
