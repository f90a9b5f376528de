import { z } from 'zod';
import { addMessage, messageAt } from '../../messages.ts';
import type { JsonObject, SlackFile } from '../../types.ts';
import { blockBreaches } from '../../validate-blocks.ts';
import type { Channel, StoredFile, Workspace } from '../../workspace.ts';
import { joinedChannel } from '../content.ts';
import { count, list, type Method, method, ts } from '../method.ts';
import { Refusal, refusedFor } from '../refusal.ts';
import { shownFile } from '../shown.ts';

/** https://docs.slack.dev/messaging/working-with-files: get a URL, upload to it, complete. */
export const files: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': method({
    tier: 'tier4',
    scopes: ['files:write'],
    args: z.strictObject({
      filename: z.string().min(1),
      length: count,
      snippet_type: z.string().optional(),
      alt_txt: z.string().max(1000).optional(),
      alt_text: z.string().max(1000).optional(),
    }),
    run: (workspace, args) => {
      if (args.length === 0) throw new Refusal('missing_argument', { breach: true });
      if (args.snippet_type !== undefined && args.length > 1_000_000)
        throw new Refusal('snippet_too_large', { breach: true });
      const id = workspace.id('F');
      const { filename: name, length } = args;
      workspace.files.set(id, { id, name, title: name, length, content: undefined, completed: false });
      return { file_id: id, upload_url: `${workspace.origin}/upload/v1/${id}` };
    },
  }),

  'files.completeUploadExternal': method({
    tier: 'tier4',
    scopes: ['files:write'],
    args: z.strictObject({
      files: list,
      channel_id: z.string().optional(),
      channels: z.string().optional(),
      thread_ts: ts.optional(),
      initial_comment: z.string().optional(),
      blocks: list.optional(),
    }),
    run: (workspace, args) => {
      const breaches = args.blocks === undefined ? [] : blockBreaches(args.blocks);
      if (breaches.length > 0) throw refusedFor('invalid_blocks', breaches);
      const channels = channelsOf(workspace, args);
      const done = args.files.map((named) => complete(workspace, named));
      for (const channel of channels) {
        checkThread(channel, args.thread_ts);
        addMessage(workspace, channel, {
          user: workspace.botUserId,
          text: args.initial_comment ?? '',
          ...(args.initial_comment === undefined && args.blocks !== undefined && { blocks: args.blocks }),
          ...(args.thread_ts !== undefined && { threadTs: args.thread_ts }),
          files: done,
        });
      }
      return { files: done.map((file) => shownFile(file)) };
    },
  }),
};

interface Where {
  readonly channel_id?: string | undefined;
  readonly channels?: string | undefined;
}

const channelsOf = (
  workspace: Workspace,
  { channel_id: one, channels: several }: Where,
): readonly Channel[] =>
  [one ?? [], several?.split(',') ?? []].flat().map((id) => joinedChannel(workspace, id));

function checkThread(channel: Channel, threadTs: string | undefined): void {
  if (threadTs !== undefined && messageAt(channel, threadTs) === undefined)
    throw new Refusal('thread_not_found');
}

function complete(workspace: Workspace, named: JsonObject): SlackFile {
  const file: StoredFile | undefined = workspace.files.get(String(named.id));
  if (file?.content === undefined || file.completed) throw new Refusal('file_not_found', { breach: true });
  if (file.content.length !== file.length) {
    workspace.problem(`${file.name}: ${file.content.length} bytes were uploaded, ${file.length} announced`);
  }
  file.completed = true;
  if (typeof named.title === 'string') file.title = named.title;
  return { id: file.id, name: file.name, title: file.title, size: file.content.length };
}
