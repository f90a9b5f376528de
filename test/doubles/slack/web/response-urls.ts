import { z } from 'zod';
import { addMessage, type Content, deleteMessage, editMessage } from '../messages.ts';
import type { JsonObject } from '../types.ts';
import { channelOf, type ResponseUrl, type StoredMessage, stateOf, type Workspace } from '../workspace.ts';
import { checkedContent, contentArgs } from './content.ts';
import { Refusal, refusedFor } from './refusal.ts';

const lifetimeMs = 30 * 60_000;
const mostUses = 5;

const responseSchema = z.strictObject({
  ...contentArgs,
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
});
export type Response = z.infer<typeof responseSchema>;

/** A new response_url: five uses in 30 minutes. https://docs.slack.dev/interactivity/handling-user-interaction */
export function newResponseUrl(workspace: Workspace, made: Omit<ResponseUrl, 'uses' | 'bornAt'>): string {
  const id = workspace.id('R');
  workspace.responseUrls.set(id, { ...made, uses: 0, bornAt: workspace.clock.elapsed() });
  return `${workspace.origin}/response/${id}`;
}

/** What was posted to a response_url. Throws a Refusal. */
export function respond(workspace: Workspace, id: string, args: JsonObject): void {
  const url = workspace.responseUrls.get(id);
  if (url === undefined) throw new Refusal('no_such_url', { breach: true });
  if (workspace.clock.elapsed() - url.bornAt > lifetimeMs) throw new Refusal('expired_url', { breach: true });
  if (url.uses >= mostUses) throw new Refusal('used_url', { breach: true });
  url.uses += 1;
  showResponse(workspace, url, parsedResponse(args));
}

/** A response_url's body, or what comes with the acknowledgement of a command. Throws a Refusal. */
export function parsedResponse(args: JsonObject): Response {
  const read = responseSchema.safeParse(args);
  if (read.success) return read.data;
  const errors = read.error.issues.map((issue) => `${issue.message} [json-pointer:/${issue.path.join('/')}]`);
  throw refusedFor('invalid_payload', errors);
}

/** Shows, replaces or deletes: what a response says. */
export function showResponse(
  workspace: Workspace,
  url: Omit<ResponseUrl, 'uses' | 'bornAt'>,
  response: Response,
): void {
  const channel = channelOf(workspace, url.channel);
  const original = channel.messages.find((message) => stateOf(message).ts === url.message?.ts);
  if (response.delete_original === true) {
    deleteMessage(known(original));
    return;
  }
  const content: Content = checkedContent(workspace, 'response_url', response);
  if (response.replace_original === true) {
    editMessage(workspace, known(original), content);
    return;
  }
  addMessage(workspace, channel, {
    ...content,
    user: workspace.botUserId,
    ...(response.thread_ts !== undefined && { threadTs: response.thread_ts }),
    ...(response.response_type !== 'in_channel' && { ephemeralFor: url.user }),
  });
}

function known(original: StoredMessage | undefined): StoredMessage {
  if (original === undefined) throw new Refusal('message_not_found', { breach: true });
  return original;
}
