import type { Button, Card } from '../../../model/card.ts';
import { plain } from '../../../report/plain.ts';
import { inARow, say } from '../../../text/say.ts';
import { limits, sizeOf } from './limits.ts';
import { literal } from './literal.ts';
import { paragraphsOf } from './markdown.ts';

/** A message as DingTalk takes it, whichever way it goes. */
export interface Message {
  /** Shown in notifications and lists of conversations only. */
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** At most five. */
  readonly buttons: readonly MessageButton[];
}

export interface MessageButton {
  readonly title: string;
  readonly url: string;
}

/** What is said under a card's lines, and whether its buttons may be pressed. */
export interface Extras {
  /** Markdown. */
  readonly foot?: string;
  readonly buttons?: 'none';
}

/** A card as a message; what has no room is folded and can be typed. */
export function renderMessage(card: Card, { foot, buttons: wanted }: Extras = {}): Message {
  const all = wanted === 'none' ? [] : (card.buttons ?? []);
  const { kept, leftOut } = chosen(all, limits.buttons);
  const under = [...toType(leftOut), ...(foot === undefined ? [] : [foot])];
  return {
    title: titleOf(card),
    text: textOf(card, under),
    buttons: kept.map(({ label, command }) => ({ title: labelOf(label), url: sendUrl(command) })),
  };
}

export const titleOf = (card: Card): string => plain(paragraphsOf(card).title, limits.title);

export const labelOf = (label: string): string => plain(label, limits.label);

/**
 * Sends the text as the person who clicks, into the conversation in which it stands
 * (https://open.dingtalk.com/document/orgapp/message-link-description).
 */
export const sendUrl = (command: string): string =>
  `dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent(plain(command, limits.url))}`;

/** As many buttons as there are places, those that end something among them; the others can be typed. */
export function chosen(buttons: readonly Button[], most: number) {
  const able = buttons.filter(isAble);
  const ranked = [...able].sort((a, b) => Number(b.style === 'danger') - Number(a.style === 'danger'));
  const kept = new Set(ranked.slice(0, most));
  return {
    kept: able.filter((button) => kept.has(button)),
    leftOut: buttons.filter((button) => !kept.has(button)),
  };
}

const isAble = ({ label, command }: Button): boolean =>
  label.trim() !== '' && plain(command).trim() !== '' && sendUrl(command).length <= limits.url;

export const toType = (buttons: readonly Button[]): string[] =>
  buttons.length === 0
    ? []
    : [`${say`To be typed: `}${inARow(buttons.map(({ command }) => bold(plain(command, 200))))}`];

const bold = (command: string): string => `**${literal(command)}**`;

/** Title, fields, as many lines as there is room for, and what stands under them. */
export function textOf(card: Card, under: readonly string[]): string {
  const { head, lines } = paragraphsOf(card);
  const whole = (n: number) => joined([...head, ...some(card, lines, n), ...under]);
  let n = lines.length;
  while (n > 0 && sizeOf(whole(n)) > limits.textBytes) n = Math.floor(n * 0.8);
  return cutTo(whole(n), limits.textBytes);
}

/** Paragraphs: a line end alone means nothing in DingTalk's markdown. */
const joined = (paragraphs: readonly string[]): string => paragraphs.join('\n\n');

function some({ keeps, title }: Card, lines: readonly string[], n: number): readonly string[] {
  const leftOut = lines.length - n;
  if (leftOut === 0) return lines;
  if (keeps === 'last')
    return [say`the last ones, ${leftOut} more before them:`, ...lines.slice(lines.length - n)];
  const [id] = /^[ro]\d{1,12}\b/u.exec(title) ?? [];
  const more =
    id === undefined ? say`and ${leftOut} more` : `${say`and ${leftOut} more: `}${bold(`status ${id}`)}`;
  return [...lines.slice(0, n), more];
}

function cutTo(text: string, most: number): string {
  let kept = text;
  while (sizeOf(kept) > most) kept = [...kept].slice(0, Math.floor([...kept].length * 0.9)).join('');
  return kept === text ? text : `${kept}…`;
}
