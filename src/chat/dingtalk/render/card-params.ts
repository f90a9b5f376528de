import { createHash } from 'node:crypto';
import type { Card } from '../../../model/card.ts';
import { limits } from './limits.ts';
import { chosen, labelOf, textOf, titleOf, toType } from './message.ts';

/** The variables of the card template. All of them are texts, whatever they mean. */
export type CardParams = Readonly<Record<string, string>>;

/** The name under which a click brings its command back. */
export const commandParam = 'command';

/**
 * A card as the template's variables: `title`, `text`, and for each of eight buttons `button1` (what is on it; empty:
 * it is not there) and `command1` (what a click sends). All of them are given every time: what is left out would stay.
 */
export function cardParams(card: Card): CardParams {
  const { kept, leftOut } = chosen(card.buttons ?? [], limits.cardButtons);
  const places = Array.from({ length: limits.cardButtons }, (_, at) => kept[at]);
  const buttons = places.flatMap((button, at) => [
    [`button${at + 1}`, button ? labelOf(button.label) : ''],
    [`${commandParam}${at + 1}`, button?.command ?? ''],
  ]);
  return { title: titleOf(card), text: textOf(card, toType(leftOut)), ...Object.fromEntries(buttons) };
}

export const hashOf = (params: CardParams): string =>
  createHash('sha256').update(JSON.stringify(params)).digest('hex').slice(0, 32);
