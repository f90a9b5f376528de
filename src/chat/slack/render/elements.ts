import type { types } from '@slack/bolt';
import { escapeText, unmentioning } from './mrkdwn.ts';

type RichElement = types.RichTextBlock['elements'][number];

/** How much something takes of a message: as JSON, with the escapes that Slack may count. */
export const sizeOf = (value: unknown): number => escapeText(JSON.stringify(value)).length;

/** The text in at most `most` of `sizeOf` (without its quotes), cut with `…` between characters. */
export function cutTo(text: string, most: number): string {
  if (text.length * 6 <= most || sizeOf(text) - 2 <= most) return text;
  let taken = '';
  let size = 1;
  for (const character of text) {
    size += sizeOf(character) - 2;
    if (size > most) break;
    taken += character;
  }
  return `${taken}…`;
}

/**
 * The largest `k` up to `n` for which `fits` holds; 0 where none does. It begins small: what doesn't fit by far is
 * never tried.
 */
export function largest(n: number, fits: (k: number) => boolean): number {
  let low = 0;
  let high = Math.min(n, 16);
  while (high > low && fits(high)) {
    low = high;
    high = Math.min(n, high * 2);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Slack refuses empty texts. */
const shownOr = (text: string): string => (text.trim() === '' ? '–' : text);

/** Text in which Slack reads nothing, of at most `most` characters; never empty. */
export function plainText(text: string, most: number): types.PlainTextElement {
  const shown = cutTo(unmentioning(text), most);
  return { type: 'plain_text', text: shownOr(shown), emoji: false };
}

/** A piece of a rich text: Slack shows it as it is, and reads nothing in it. */
export const piece = (text: string, style: types.RichTextText['style'] = {}): types.RichTextText => ({
  type: 'text',
  text,
  ...(Object.keys(style).length > 0 && { style }),
});

/** A sentence of ours, whose commands stand between backticks. */
export const sentence = (text: string, style: types.RichTextText['style'] = {}): types.RichTextText[] =>
  text
    .split(/`([^`\n]+)`/u)
    .map((part, at) => ({ part, code: at % 2 === 1 }))
    .filter(({ part }) => part !== '')
    .map(({ part, code }) => piece(part, code ? { ...style, code } : style));

export const section = (...elements: types.RichTextText[]): RichElement => ({
  type: 'rich_text_section',
  elements,
});

export const preformatted = (lines: readonly string[]): RichElement => ({
  type: 'rich_text_preformatted',
  elements: [piece(shownOr(lines.join('\n')))],
});

export const richText = (elements: readonly RichElement[]): types.RichTextBlock[] =>
  elements.length === 0 ? [] : [{ type: 'rich_text', elements: [...elements] }];

export type { RichElement };
