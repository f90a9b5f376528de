import type { SlackFile, SlackMessage, SlackView } from '../types.ts';
import { isObject } from '../validate/walk.ts';
import type { Workspace } from '../workspace.ts';
import { readBlocks } from './blocks.ts';
import { readText } from './elements.ts';
import { callsEverybody, type Names, readMarkup } from './words.ts';

export interface Reader {
  readonly names: Names;
  /** A message's content or a view, as lines, without who wrote it. */
  read(shown: SlackMessage | SlackView): string[];
}

export function createReader(workspace: Workspace): Reader {
  const names: Names = {
    user: (id) => workspace.users.get(id)?.name ?? id,
    channel: (id) => workspace.channels.get(id)?.name ?? id,
    group: (id) => workspace.groups.get(id)?.handle ?? id,
  };
  return { names, read: (shown) => ('ts' in shown ? readMessage(shown, names) : readView(shown, names)) };
}

function readMessage(message: SlackMessage, names: Names): string[] {
  const isHidden = message.blocks.length > 0;
  const text = message.text === '' ? [] : readMarkup(message.text, names).split('\n');
  return [
    ...(isHidden ? readBlocks(message.blocks, names) : text),
    // The text behind blocks is what notifications show: there a mention still calls people.
    ...(isHidden && callsEverybody(message.text)
      ? [`(notification: ${readMarkup(message.text, names)})`]
      : []),
    ...message.attachments.flatMap((one) =>
      readBlocks(Array.isArray(one.blocks) ? one.blocks.filter((b) => isObject(b)) : [], names),
    ),
    ...message.files.map((file) => `📎 ${readFile(file)}`),
  ];
}

const readFile = ({ name, title, size }: SlackFile): string =>
  `${title === name ? name : `${title}: ${name}`} (${size < 1000 ? `${size} bytes` : `${(size / 1000).toFixed(1)} kB`})`;

function readView(view: SlackView, names: Names): string[] {
  const buttons = [view.source.close, view.source.submit].filter((one) => one !== undefined);
  const foot = buttons.map((one) => `[${readText(one, names)}]`).join('   ');
  const head = view.title === undefined ? [] : [`┌ ${view.title}`];
  return [...head, ...readBlocks(view.blocks, names), ...(foot === '' ? [] : [`└ ${foot}`])];
}
