import { z } from 'zod';
import type { NewMessage, SlackClient } from './api.ts';
import { type Call, nothing } from './call.ts';

/** Under which our marks are found again among the metadata of all apps. */
export const markType = 'rollout_post';

const posted = z.object({ channel: z.string(), ts: z.string() });

/** What hosts and people wrote is never made into links or previews. */
const asWritten = { unfurl_links: false, unfurl_media: false, parse: 'none' };

type Messages = Pick<SlackClient, 'postMessage' | 'update' | 'postEphemeral'>;

export const messageMethods = (call: Call): Messages => ({
  postMessage: (message) => call('chat.postMessage', { ...asWritten, ...argumentsOf(message) }, posted),
  update: async ({ channel, ts, text, blocks }) => {
    await call('chat.update', { channel, ts, text, blocks, parse: 'none' }, nothing);
  },
  postEphemeral: async ({ channel, user, text, blocks, threadTs }) => {
    const args = { channel, user, text, blocks, thread_ts: threadTs, parse: 'none' };
    await call('chat.postEphemeral', args, nothing);
  },
});

const argumentsOf = ({ channel, text, blocks, threadTs, mark }: NewMessage) => ({
  channel,
  text,
  blocks,
  thread_ts: threadTs,
  ...(mark !== undefined && { metadata: { event_type: markType, event_payload: { mark } } }),
});
