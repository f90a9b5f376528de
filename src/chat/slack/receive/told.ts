import { parseCommand } from '../../../command/parse.ts';
import type { Answer } from '../../../intake/intake.ts';
import type { Board } from '../../../report/board.ts';
import type { Incoming } from './service.ts';

type Told = 'here' | 'nowhere' | { readonly text: string };

/**
 * Whether what a request did is told by the board anyway: in this channel, in others (then with the sentence that says
 * where), or nowhere. What did not go well, and what was only asked, is answered in any case.
 */
export async function toldWhere(
  board: Board,
  { text, channel }: Pick<Incoming, 'text' | 'channel'>,
  { code, rollout, override }: Answer,
): Promise<Told> {
  const subject = rollout ?? override;
  if (code !== 'ok' || subject === undefined || onlyAsks(text)) return 'nowhere';
  const places = (await board.open('slack')).filter((thread) => thread.subject === subject);
  const channels = places.map(({ place }) => place.channel);
  if (channels.includes(channel)) return 'here';
  if (channels.length === 0) return 'nowhere';
  return { text: `${subject} is told in ${channels.map(link).join(' and ')}.` };
}

/** `status r12` answers with the rollout, as `deploy` does. */
function onlyAsks(text: string): boolean {
  const parsed = parseCommand(text);
  return 'command' in parsed && parsed.command.verb === 'status';
}

const link = (channel: string): string => (/^[UW]/.test(channel) ? `<@${channel}>` : `<#${channel}>`);
