import { z } from 'zod';
import { addMessage, deleteMessage, editMessage, isRoot, messageAt } from '../../messages.ts';
import { directChannel } from '../../seed.ts';
import type { JsonObject } from '../../types.ts';
import { updateTextLimit } from '../../validate-blocks.ts';
import { type Channel, type StoredMessage, stateOf, type Workspace } from '../../workspace.ts';
import { checkedContent, contentArgs, joinedChannel } from '../content.ts';
import { flag, type Method, method, ts } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { shownMessage } from '../shown.ts';

/** https://docs.slack.dev/reference/methods?family=chat */
export const chat: Readonly<Record<string, Method>> = {
  'chat.postMessage': method({
    tier: 'posting',
    scopes: ['chat:write'],
    args: z.strictObject({
      channel: z.string().min(1),
      ...contentArgs,
      thread_ts: ts.optional(),
      reply_broadcast: flag.optional(),
      unfurl_links: flag.optional(),
      unfurl_media: flag.optional(),
      link_names: flag.optional(),
      mrkdwn: flag.optional(),
      parse: z.enum(['none', 'full']).optional(),
    }),
    run: (workspace, args) => {
      const channel = target(workspace, args.channel);
      const threadTs = threadOf(workspace, channel, args.thread_ts);
      const message = addMessage(workspace, channel, {
        ...checkedContent(workspace, 'chat.postMessage', args),
        user: workspace.botUserId,
        ...(threadTs !== undefined && { threadTs }),
        broadcast: args.reply_broadcast ?? false,
      });
      return { channel: channel.id, ts: message.ts, message: shownMessage(workspace, message, true) };
    },
  }),

  'chat.update': method({
    tier: 'tier3',
    scopes: ['chat:write'],
    args: z.strictObject({
      channel: z.string().min(1),
      ts,
      ...contentArgs,
      link_names: flag.optional(),
      parse: z.enum(['none', 'client', 'full']).optional(),
      reply_broadcast: flag.optional(),
    }),
    run: (workspace, args) => {
      const channel = joinedChannel(workspace, args.channel);
      const message = own(workspace, channel, args.ts, 'cant_update_message');
      const content = checkedContent(workspace, 'chat.update', args, updateTextLimit);
      const edited = editMessage(workspace, message, content);
      const shown = shownMessage(workspace, edited, true);
      return { channel: channel.id, ts: edited.ts, text: edited.text, message: shown };
    },
  }),

  'chat.delete': method({
    tier: 'tier3',
    scopes: ['chat:write'],
    args: z.strictObject({ channel: z.string().min(1), ts }),
    run: (workspace, args) => {
      const channel = joinedChannel(workspace, args.channel);
      deleteMessage(own(workspace, channel, args.ts, 'cant_delete_message'));
      return { channel: channel.id, ts: args.ts };
    },
  }),

  'chat.postEphemeral': method({
    tier: 'tier4',
    scopes: ['chat:write'],
    args: z.strictObject({
      channel: z.string().min(1),
      user: z.string().min(1),
      ...contentArgs,
      thread_ts: ts.optional(),
      link_names: flag.optional(),
      parse: z.enum(['none', 'full']).optional(),
    }),
    run: (workspace, args) => {
      const channel = joinedChannel(workspace, args.channel);
      if (!workspace.users.has(args.user)) throw new Refusal('user_not_in_channel');
      const threadTs = threadOf(workspace, channel, args.thread_ts);
      const message = addMessage(workspace, channel, {
        ...checkedContent(workspace, 'chat.postEphemeral', args),
        user: workspace.botUserId,
        ...(threadTs !== undefined && { threadTs }),
        ephemeralFor: args.user,
      });
      return { message_ts: message.ts } satisfies JsonObject;
    },
  }),
};

/** A channel's id or name, or a person's id for the direct conversation. */
function target(workspace: Workspace, id: string): Channel {
  if (workspace.users.has(id)) return directChannel(workspace, id);
  const named = [...workspace.channels.values()].find((channel) => `#${channel.name}` === id);
  return joinedChannel(workspace, named?.id ?? id);
}

/** "Avoid using a reply's ts value; use its parent instead." */
function threadOf(workspace: Workspace, channel: Channel, threadTs: string | undefined): string | undefined {
  if (threadTs === undefined) return undefined;
  const known = channel.messages.find((message) => stateOf(message).ts === threadTs);
  if (known === undefined) throw new Refusal('thread_not_found');
  if (isRoot(known)) return threadTs;
  workspace.problem(`thread_ts ${threadTs} is a reply's ts, not the root's`);
  return stateOf(known).threadTs;
}

function own(workspace: Workspace, channel: Channel, at: string, error: string): StoredMessage {
  const message = messageAt(channel, at);
  if (message === undefined) throw new Refusal('message_not_found');
  if (stateOf(message).user !== workspace.botUserId) throw new Refusal(error);
  return message;
}
