import { parseCommand } from '../command/parse.ts';
import type { Answer } from '../intake/intake.ts';
import type { Place } from '../model/place.ts';
import type { Board } from '../report/board.ts';

/** Here, nowhere, or in these channels. */
type Told = 'here' | 'nowhere' | { readonly subject: string; readonly channels: readonly string[] };

export interface AskedHere {
  readonly text: string;
  readonly place: Place;
}

/**
 * Whether what a request did is told by the board anyway: in this channel, in others of this chat, or nowhere. What did not go well, and what was only asked, is answered in any case.
 */
export async function toldWhere(
  board: Board,
  { text, place }: AskedHere,
  { code, rollout, override }: Answer,
): Promise<Told> {
  const subject = rollout ?? override;
  if (code !== 'ok' || subject === undefined || onlyAsks(text)) return 'nowhere';
  const places = (await board.open(place.chat)).filter((thread) => thread.subject === subject);
  const channels = places.map((thread) => thread.place.channel);
  if (channels.includes(place.channel)) return 'here';
  if (channels.length === 0) return 'nowhere';
  return { subject, channels };
}

/** `status r12` answers with the rollout, as `deploy` does. */
function onlyAsks(text: string): boolean {
  const parsed = parseCommand(text);
  return 'command' in parsed && parsed.command.verb === 'status';
}
