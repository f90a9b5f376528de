import { z } from 'zod';
import { isRoot, messageAt, repliesTo, visibleIn } from '../../messages.ts';
import { directChannel } from '../../seed.ts';
import type { JsonObject } from '../../types.ts';
import { type StoredMessage, stateOf, type Workspace } from '../../workspace.ts';
import { joinedChannel } from '../content.ts';
import { count, flag, type Method, method, moment, ts } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { shownMessage } from '../shown.ts';

const range = {
  cursor: z.string().optional(),
  include_all_metadata: flag.optional(),
  inclusive: flag.optional(),
  latest: moment.optional(),
  oldest: moment.optional(),
  limit: count.optional(),
};
type Range = { readonly [K in keyof typeof range]?: z.infer<(typeof range)[K]> | undefined };

const historyScopes = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

/** https://docs.slack.dev/reference/methods?family=conversations */
export const conversations: Readonly<Record<string, Method>> = {
  'conversations.history': method({
    tier: 'tier3',
    scopes: historyScopes,
    args: z.strictObject({ channel: z.string().min(1), ...range }),
    run: (workspace, args) => {
      const channel = joinedChannel(workspace, args.channel);
      const roots = visibleIn(channel).filter((message) => isRoot(message) || message.broadcast);
      const newestFirst = between(roots, args).toReversed();
      return page(workspace, newestFirst, args, Math.min(args.limit ?? 100, 999));
    },
  }),

  'conversations.replies': method({
    tier: 'tier3',
    scopes: historyScopes,
    args: z.strictObject({ channel: z.string().min(1), ts, ...range }),
    run: (workspace, args) => {
      const channel = joinedChannel(workspace, args.channel);
      const root = messageAt(channel, args.ts);
      if (root === undefined) throw new Refusal('thread_not_found');
      const replies = between(repliesTo(channel, args.ts), args);
      return page(workspace, [root, ...replies], args, Math.min(args.limit ?? 1000, 1000));
    },
  }),

  'conversations.open': method({
    tier: 'tier3',
    scopes: ['im:write'],
    args: z.strictObject({
      users: z.string().optional(),
      channel: z.string().optional(),
      return_im: flag.optional(),
      prevent_creation: flag.optional(),
    }),
    run: (workspace, args) => {
      if (args.users === undefined && args.channel === undefined)
        throw new Refusal('users_list_not_supplied', { breach: true });
      const user = args.users ?? workspace.channels.get(args.channel ?? '')?.with;
      if (user === undefined) throw new Refusal('channel_not_found');
      if (!workspace.users.has(user)) throw new Refusal('user_not_found');
      return { channel: { id: directChannel(workspace, user).id } };
    },
  }),
};

/** Those after `oldest` and before `latest`; the ends count only when `inclusive`. */
function between(
  messages: readonly StoredMessage[],
  { oldest, latest, inclusive = false }: Range,
): readonly StoredMessage[] {
  const after = (at: number) =>
    oldest === undefined || at > Number(oldest) || (inclusive && at === Number(oldest));
  const before = (at: number) =>
    latest === undefined || at < Number(latest) || (inclusive && at === Number(latest));
  return messages.filter(
    (message) => after(Number(stateOf(message).ts)) && before(Number(stateOf(message).ts)),
  );
}

function page(workspace: Workspace, all: readonly StoredMessage[], range: Range, limit: number): JsonObject {
  const start = range.cursor === undefined || range.cursor === '' ? 0 : positionIn(range.cursor);
  const end = start + limit;
  const hasMore = end < all.length;
  return {
    messages: all
      .slice(start, end)
      .map((message) => shownMessage(workspace, stateOf(message), range.include_all_metadata ?? false)),
    has_more: hasMore,
    response_metadata: { next_cursor: hasMore ? cursorAt(end) : '' },
  };
}

const cursorAt = (position: number): string => Buffer.from(`next:${position}`).toString('base64');

function positionIn(cursor: string): number {
  const position = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (position === undefined) throw new Refusal('invalid_cursor', { breach: true });
  return Number(position);
}
