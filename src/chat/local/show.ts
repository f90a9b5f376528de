import type { Card } from '../../model/card.ts';
import { plain } from '../../report/plain.ts';
import type { Update } from '../../report/report.ts';
import { renderCard } from './render-card.ts';
import { colourOf, printLines, type Terminal, widthOf } from './terminal.ts';

/** Cards as this terminal shows them now; its width may change. */
export interface Show {
  card(card: Card): string[];
  /** The card's title alone, where the rest stands on the screen already. */
  title(card: Card): string[];
  /** One line of a rollout's progress, for pipes. */
  line(update: Update): string[];
}

export function createShow(terminal: Terminal): Show {
  const render = (card: Card) => renderCard(card, { width: widthOf(terminal), colour: colourOf(terminal) });
  return {
    card: render,
    title: ({ title, tone }) => render({ title, tone }),
    line: ({ rollout, line }) =>
      line
        ? [
            [rollout, line.label, line.text]
              .filter(Boolean)
              .map((text) => plain(text ?? ''))
              .join('  '),
          ]
        : [],
  };
}

export const printCard = (terminal: Terminal, card: Card): void =>
  printLines(terminal, createShow(terminal).card(card));
