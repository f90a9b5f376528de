import type { Answer } from '../../intake/intake.ts';
import type { Card } from '../../model/card.ts';
import { exit } from './exit.ts';
import { type Kept, keepFiles, withKept } from './files.ts';
import { printCard } from './show.ts';
import { printLines, type Terminal } from './terminal.ts';

export interface Saying {
  readonly terminal: Terminal;
  readonly json?: boolean;
}

/** Prints an answer as a card or as a line of JSON. */
export function say({ json, terminal }: Saying, answer: Answer): void {
  if (json) printLines(terminal, [JSON.stringify({ type: 'answer', ...answer })]);
  else printCard(terminal, answer.card);
}

/** Prints an answer, and writes its files where they are wanted; gives an exit code where one could not be written. */
export async function sayWithFiles(
  { files: folder, ...saying }: Saying & { readonly files?: string },
  answer: Answer,
): Promise<number | undefined> {
  const { files = [] } = answer.card;
  if (folder === undefined || files.length === 0) {
    say(saying, answer);
    return undefined;
  }
  const kept = await keepFiles(folder, files);
  say(saying, saying.json ? answer : { ...answer, card: withKept(answer.card, kept) });
  if (saying.json) printLines(saying.terminal, kept.map(keptJson));
  return kept.every((each) => 'path' in each) ? undefined : exit.outside;
}

const keptJson = (kept: Kept): string =>
  'path' in kept
    ? JSON.stringify({ type: 'file', name: kept.file.name, path: kept.path })
    : JSON.stringify({ type: 'error', text: kept.problem });

export function sayError({ json, terminal }: Saying, text: string): void {
  if (json) printLines(terminal, [JSON.stringify({ type: 'error', text })]);
  else printCard(terminal, { title: text, tone: 'bad' });
}

/** The rollout that goes on where the other one ended. */
export const takesBack = (next: string, rollout: string): Card => ({
  title: `${next} takes ${rollout} back`,
  tone: 'warning',
});

/** How to come back to a rollout that goes on without this client. */
export const goesOn = (rollout: string): string[] => [
  `${rollout} goes on without you. See it with: rollout exec "status ${rollout}"`,
  `Follow it again in: rollout chat (then: status ${rollout})`,
];
