import { repliesTo } from '../messages.ts';
import type { JsonObject, SlackFile, SlackMessage, SlackView } from '../types.ts';
import type { StoredView, User, Workspace } from '../workspace.ts';

/** A message as the Web API and interactions give it. */
export function shownMessage(workspace: Workspace, message: SlackMessage, withMetadata: boolean): JsonObject {
  const isBot = message.user === workspace.botUserId;
  return {
    type: 'message',
    user: message.user,
    ...(isBot && { bot_id: workspace.botId, app_id: workspace.appId }),
    team: workspace.users.get(message.user)?.teamId ?? workspace.teamId,
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(message.files.length > 0 && { files: message.files.map((file) => shownFile(file)) }),
    ...(message.edits > 0 && { edited: { user: message.user, ts: message.ts } }),
    ...(withMetadata && message.metadata !== undefined && { metadata: message.metadata }),
    ...threadFacts(workspace, message),
  };
}

function threadFacts(workspace: Workspace, message: SlackMessage): JsonObject {
  if (message.threadTs !== undefined) return { thread_ts: message.threadTs };
  const channel = workspace.channels.get(message.channel);
  const replies = channel === undefined ? [] : repliesTo(channel, message.ts);
  const last = replies.at(-1);
  if (last === undefined) return {};
  return { thread_ts: message.ts, reply_count: replies.length, latest_reply: last.states[0].ts };
}

export const shownFile = (file: SlackFile): JsonObject => ({
  id: file.id,
  name: file.name,
  title: file.title,
  size: file.size,
});

export const shownUser = (workspace: Workspace, user: User): JsonObject => ({
  id: user.id,
  team_id: user.teamId,
  name: user.name,
  real_name: user.name,
  deleted: user.deleted,
  is_bot: user.bot,
  is_app_user: false,
  is_restricted: user.restricted,
  is_ultra_restricted: false,
  ...(user.teamId !== workspace.teamId && { is_stranger: true }),
  profile: { display_name: user.name, real_name: user.name, team: user.teamId },
});

/** A view as `views.*` and interactions give it. */
export function shownView(workspace: Workspace, view: StoredView): JsonObject {
  const { type, blocks: _blocks, ...source } = view.source;
  const values = [...view.state].map(([block, actions]) => [block, Object.fromEntries(actions)]);
  return {
    ...source,
    id: view.id,
    team_id: workspace.teamId,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    external_id: source.external_id ?? '',
    state: { values: Object.fromEntries(values) },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    app_id: workspace.appId,
    bot_id: workspace.botId,
    app_installed_team_id: workspace.teamId,
  };
}

/** A view as tests look at it. */
export const seenView = (view: StoredView): SlackView => ({
  id: view.id,
  type: view.type,
  hash: view.hash,
  callbackId: view.callbackId,
  privateMetadata: view.privateMetadata,
  ...(view.title !== undefined && { title: view.title }),
  blocks: view.blocks,
  source: view.source,
});
