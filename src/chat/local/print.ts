import type { Answer } from '../../intake/intake.ts';
import type { Card } from '../../model/card.ts';
import { say } from '../../text/say.ts';
import { exit } from './exit.ts';
import { type Kept, keepFiles, withKept } from './files.ts';
import { printCard } from './show.ts';
import { printLines, type Terminal } from './terminal.ts';

export interface Printing {
  readonly terminal: Terminal;
  readonly json?: boolean;
}

/** Prints an answer as a card or as a line of JSON. */
export function printAnswer({ json, terminal }: Printing, answer: Answer): void {
  if (json) printLines(terminal, [JSON.stringify({ type: 'answer', ...answer })]);
  else printCard(terminal, answer.card);
}

/** Prints an answer, and writes its files where they are wanted; gives an exit code where one could not be written. */
export async function printWithFiles(
  { files: folder, ...printing }: Printing & { readonly files?: string },
  answer: Answer,
): Promise<number | undefined> {
  const { files = [] } = answer.card;
  if (folder === undefined || files.length === 0) {
    printAnswer(printing, answer);
    return undefined;
  }
  const kept = await keepFiles(folder, files);
  printAnswer(printing, printing.json ? answer : { ...answer, card: withKept(answer.card, kept) });
  if (printing.json) printLines(printing.terminal, kept.map(keptJson));
  return kept.every((each) => 'path' in each) ? undefined : exit.outside;
}

const keptJson = (kept: Kept): string =>
  'path' in kept
    ? JSON.stringify({ type: 'file', name: kept.file.name, path: kept.path })
    : JSON.stringify({ type: 'error', text: kept.problem });

export function printError({ json, terminal }: Printing, text: string): void {
  if (json) printLines(terminal, [JSON.stringify({ type: 'error', text })]);
  else printCard(terminal, { title: text, tone: 'bad' });
}

/** The rollout that goes on where the other one ended. */
export const takesBack = (next: string, rollout: string): Card => ({
  title: say`${next} takes ${rollout} back`,
  tone: 'warning',
});

/** How to come back to a rollout that goes on without this client. */
export const goesOn = (rollout: string): string[] => [
  say`${rollout} goes on without you. See it with: rollout exec "status ${rollout}"`,
  say`Follow it again in: rollout chat (then: status ${rollout})`,
];

/** What gives an answer, where nobody is asked at a prompt. */
export const answerLine = (label: string, command: string): string =>
  `  ${say`${label}: rollout exec "${command}"`}`;
