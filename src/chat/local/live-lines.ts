import type { Card } from '../../model/card.ts';
import type { Update } from '../../report/report.ts';
import type { Show } from './show.ts';

/** The region above the prompt: one rollout in full; several in short, each with what somebody has to know. */
export function liveLines(updates: readonly Update[], show: Show): string[] {
  const inShort = updates.length > 1;
  return updates.flatMap((update) => show.card(inShort ? short(update.card) : whole(update)));
}

/** A plan that awaits approval stands above already: its title and buttons are enough. */
function whole({ state, card }: Update): Card {
  return state === 'awaiting-approval' ? pick(card, []) : card;
}

const short = (card: Card): Card =>
  pick(
    card,
    (card.lines ?? []).filter(({ tone }) => tone === 'warning' || tone === 'bad'),
  );

function pick({ title, tone, progress, buttons }: Card, lines: NonNullable<Card['lines']>): Card {
  return { title, tone, lines, ...(progress !== undefined && { progress }), ...(buttons && { buttons }) };
}
