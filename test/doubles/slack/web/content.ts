import { z } from 'zod';
import type { Content } from '../messages.ts';
import { isObject } from '../validate/walk.ts';
import { blockBreaches, isTooHeavy, postTextLimit } from '../validate-blocks.ts';
import type { Channel, Workspace } from '../workspace.ts';
import { list, object } from './method.ts';
import { Refusal, refusedFor } from './refusal.ts';

/** The arguments that say what a message contains. */
export const contentArgs = {
  text: z.string().optional(),
  blocks: list.optional(),
  attachments: list.optional(),
  metadata: object.optional(),
};

/** Checks a message's content as chat.postMessage and its relatives do, and gives what Slack keeps of it. */
export function checkedContent(
  workspace: Workspace,
  where: string,
  content: Content,
  textLimit?: number,
): Content {
  const { text = '', blocks, attachments = [], metadata } = content;
  if (text === '' && (blocks ?? []).length === 0 && attachments.length === 0) {
    throw new Refusal('no_text', { breach: true });
  }
  if (textLimit !== undefined && text.length > textLimit) throw new Refusal('msg_too_long', { breach: true });
  checkBlocks(content);
  if (metadata !== undefined && !isMetadata(metadata))
    throw new Refusal('invalid_metadata_format', { breach: true });
  if (blocks !== undefined && blocks.length > 0 && text === '') {
    workspace.problem(`${where}: blocks without text leave notifications and screen readers with nothing`);
  }
  if (text.length > postTextLimit) {
    workspace.problem(`${where}: text of ${text.length} characters is cut off after ${postTextLimit}`);
  }
  return { text: content.text?.slice(0, postTextLimit), blocks, attachments: content.attachments, metadata };
}

function checkBlocks({ blocks }: Content): void {
  if (blocks === undefined) return;
  const breaches = blockBreaches(blocks);
  if (breaches.length > 0) throw refusedFor('invalid_blocks', breaches);
  if (isTooHeavy(blocks)) throw new Refusal('msg_blocks_too_long', { breach: true });
}

/** https://docs.slack.dev/messaging/message-metadata; an empty object removes it in an update. */
const isMetadata = (metadata: Content['metadata'] & object): boolean =>
  Object.keys(metadata).length === 0 ||
  (typeof metadata.event_type === 'string' && isObject(metadata.event_payload));

/** The channel for a call that needs the bot to be in it. */
export function joinedChannel(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.get(id);
  if (channel === undefined) throw new Refusal('channel_not_found');
  if (!channel.botIn) throw new Refusal('not_in_channel');
  return channel;
}
