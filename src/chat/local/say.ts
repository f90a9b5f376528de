import type { Answer } from '../../intake/intake.ts';
import type { Card } from '../../model/card.ts';
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
