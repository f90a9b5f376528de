import type { JsonObject, SlackFile, SlackMessage } from './types.ts';
import { elementsOf } from './validate/walk.ts';
import { type Channel, type StoredMessage, stateOf, type Workspace } from './workspace.ts';

export interface Content {
  readonly text?: string | undefined;
  readonly blocks?: readonly JsonObject[] | undefined;
  readonly attachments?: readonly JsonObject[] | undefined;
  readonly metadata?: JsonObject | undefined;
}

export interface NewMessage extends Content {
  readonly user: string;
  readonly threadTs?: string;
  readonly broadcast?: boolean;
  readonly files?: readonly SlackFile[];
  readonly ephemeralFor?: string;
}

/** Adds a message to the channel, and gives it. */
export function addMessage(workspace: Workspace, channel: Channel, added: NewMessage): SlackMessage {
  const state: SlackMessage = {
    channel: channel.id,
    ts: workspace.clock.ts(),
    ...(added.threadTs !== undefined && { threadTs: added.threadTs }),
    user: added.user,
    text: added.text ?? '',
    blocks: withIds(workspace, added.blocks ?? []),
    attachments: added.attachments ?? [],
    ...(added.metadata !== undefined && { metadata: added.metadata }),
    files: added.files ?? [],
    edits: 0,
    deleted: false,
    ...(added.ephemeralFor !== undefined && { ephemeralFor: added.ephemeralFor }),
  };
  channel.messages.push({ states: [state], broadcast: added.broadcast ?? false });
  return state;
}

/**
 * Changes a message as chat.update does: blocks that are not given go when text is given; attachments and metadata that
 * are not given stay, an empty metadata object removes it. https://docs.slack.dev/reference/methods/chat.update
 */
export function editMessage(workspace: Workspace, message: StoredMessage, change: Content): SlackMessage {
  const { metadata: before, ...old } = stateOf(message);
  const metadata = change.metadata === undefined ? before : change.metadata;
  const kept = change.text === undefined ? old.blocks : [];
  const state: SlackMessage = {
    ...old,
    text: change.text ?? old.text,
    blocks: change.blocks === undefined ? kept : withIds(workspace, change.blocks),
    attachments: change.attachments ?? old.attachments,
    ...(metadata !== undefined && Object.keys(metadata).length > 0 && { metadata }),
    edits: old.edits + 1,
  };
  message.states.push(state);
  return state;
}

export function deleteMessage(message: StoredMessage): void {
  message.states.push({ ...stateOf(message), deleted: true });
}

/** What everybody sees in the channel, root messages and replies; what was deleted is not there. */
export const visibleIn = (channel: Channel): readonly StoredMessage[] =>
  channel.messages.filter(
    (message) => !stateOf(message).deleted && stateOf(message).ephemeralFor === undefined,
  );

/** The message that everybody sees, by its ts. */
export const messageAt = (channel: Channel, ts: string): StoredMessage | undefined =>
  visibleIn(channel).find((message) => stateOf(message).ts === ts);

export const isRoot = (message: StoredMessage): boolean => stateOf(message).threadTs === undefined;

export const repliesTo = (channel: Channel, ts: string): readonly StoredMessage[] =>
  visibleIn(channel).filter((message) => stateOf(message).threadTs === ts);

/** Gives every block its block_id and every interactive element its action_id, as Slack does. */
export const withIds = (workspace: Workspace, blocks: readonly JsonObject[]): readonly JsonObject[] =>
  blocks.map((block) => {
    const named = { ...block, block_id: block.block_id ?? workspace.id('b') };
    const given = new Map(elementsOf(block).map((element) => [element, withActionId(workspace, element)]));
    const swap = (one: JsonObject[string]) => [...given].find(([element]) => element === one)?.[1] ?? one;
    if (given.size === 0) return named;
    return {
      ...named,
      ...(Array.isArray(block.elements) && { elements: block.elements.map((one) => swap(one)) }),
      ...(block.accessory !== undefined && { accessory: swap(block.accessory) }),
      ...(block.element !== undefined && { element: swap(block.element) }),
    };
  });

const passive = ['plain_text', 'mrkdwn', 'image'];

const withActionId = (workspace: Workspace, element: JsonObject): JsonObject =>
  passive.includes(String(element.type))
    ? element
    : { ...element, action_id: element.action_id ?? workspace.id('a') };
