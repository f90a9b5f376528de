import { isRoot, repliesTo } from '../messages.ts';
import type { SlackMessage } from '../types.ts';
import { channelOf, type StoredMessage, stateOf, type Workspace } from '../workspace.ts';
import type { Reader } from './reader.ts';

/** A channel as text: each message in its last state under its author's name, its replies further in. */
export function transcriptOf(workspace: Workspace, reader: Reader, id: string): string {
  const channel = channelOf(workspace, id);
  const roots = channel.messages.filter(
    (message) => isRoot(message) && stateOf(message).ephemeralFor === undefined,
  );
  const parts = roots.flatMap((root) => {
    const replies = repliesTo(channel, stateOf(root).ts);
    // A deleted root stays visible as long as there are replies to it.
    if (stateOf(root).deleted && replies.length === 0) return [];
    return [entry(reader, root, ''), ...replies.map((reply) => entry(reader, reply, '    '))];
  });
  return `${[`#${channel.name}`, ...parts].join('\n\n')}\n`;
}

function entry(reader: Reader, message: StoredMessage, indent: string): string {
  const state = stateOf(message);
  const lines = state.deleted ? ['This message was deleted.'] : reader.read(state);
  return [`${indent}${headOf(reader, state)}`, ...lines.map((line) => `${indent}  ${line}`.trimEnd())].join(
    '\n',
  );
}

const headOf = (reader: Reader, { user, edits, deleted }: SlackMessage): string =>
  `${reader.names.user(user)}${edits > 0 && !deleted ? ' (edited)' : ''}`;
