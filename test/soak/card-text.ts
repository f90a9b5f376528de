import type { Card } from '../../src/model/card.ts';

/** All that a card says, for a failure's message. */
export const cardText = ({ title, lines = [] }: Card): string =>
  [title, ...lines.map(({ text }) => text)].join('; ');
