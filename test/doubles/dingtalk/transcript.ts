import type { Shown } from './types.ts';
import type { World } from './world.ts';

/** A conversation as a person reads it: who, the text without its marks, the buttons, and who was called. */
export const transcriptOf = (world: World, channel: string): string =>
  world.shown
    .filter((each) => each.channel === channel)
    .map((each) => messageText(world, each))
    .join('\n\n');

function messageText(world: World, { from, text, buttons, at }: Shown): string {
  const nick = (id: string) => world.people.get(id)?.nick ?? id;
  const who = from === undefined ? 'the robot' : nick(from);
  const called = at.length === 0 ? '' : ` (calls ${at.map(nick).join(', ')})`;
  const read = text
    .replace(/\*\*/g, '')
    .replace(/@(\d+)/g, (_, id: string) => `@${nick(id)}`)
    .replace(/\u200b/g, '')
    .replace(/\n+/g, '\n  ');
  const row = buttons.length === 0 ? '' : `\n  ${buttons.map(({ title }) => `[${title}]`).join(' ')}`;
  return `${who}${called}:\n  ${read}${row}`;
}
