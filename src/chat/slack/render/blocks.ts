import type { types } from '@slack/bolt';
import type { Button, Card } from '../../../model/card.ts';
import { plain } from '../../../report/plain.ts';
import { say } from '../../../text/say.ts';
import { titleSignOf } from '../../columns/sign.ts';
import { renderButtons } from './buttons.ts';
import {
  cutTo,
  piece,
  plainText,
  type RichElement,
  richText,
  section,
  sentence,
  sizeOf,
} from './elements.ts';
import { limits, shares } from './limits.ts';
import { type Fold, renderLines } from './lines.ts';
import { renderTable } from './table.ts';

export interface BlockOptions {
  /** Ready mentions, under the title. */
  readonly mention?: string;
  /** Tells apart the buttons of several cards in one view. */
  readonly name?: string;
}

/** A card as at most 6 blocks of at most `limits.message` together, whatever it holds. */
export function renderBlocks(card: Card, options: BlockOptions = {}): types.KnownBlock[] {
  const above = [...titleOf(card), ...mentionOf(options.mention ?? ''), ...fieldsOf(card.fields ?? [])];
  const { blocks, leftOut } = renderButtons(card.buttons ?? [], options.name ?? '');
  const typed = leftOut.length === 0 ? [] : [toType(leftOut)];
  const room = limits.message - sizeOf([...above, ...richText(typed), ...blocks]) - 60;
  return [...above, ...richText([...bodyOf(card, room), ...typed]), ...blocks];
}

function titleOf({ title, tone, progress }: Card): types.KnownBlock[] {
  const text = cutTo(`${titleSignOf[tone]} ${plain(title)}`.trim(), shares.title);
  return richText([
    section(...sentence(text, { bold: true })),
    ...(progress === undefined ? [] : [section(piece(barOf(progress)))]),
  ]);
}

/** `━━━━╸─────  45%`: what is done heavy, what is to come light. */
function barOf(progress: number): string {
  const share = Math.min(1, Math.max(0, Number.isFinite(progress) ? progress : 0));
  const halves = Math.floor(share * 40);
  const done = '━'.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? '╸' : '');
  return `${done.padEnd(20, '─')}  ${Math.floor(share * 100)}%`;
}

const mentionOf = (text: string): types.KnownBlock[] =>
  text === '' ? [] : [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }];

function fieldsOf(fields: NonNullable<Card['fields']>): types.KnownBlock[] {
  if (fields.length === 0) return [];
  const most = limits.contextElements;
  const shown = fields.length > most ? fields.slice(0, most - 1) : fields;
  const texts = shown.map(({ name, value }) => `${plain(name)} ${plain(value)}`.trim());
  const more = fields.length > shown.length ? [say`and ${fields.length - shown.length} more`] : [];
  return [{ type: 'context', elements: [...texts, ...more].map((text) => plainText(text, shares.field)) }];
}

/** The lines come first where there is not room for all: they hold what a table's rows don't say. */
function bodyOf(card: Card, room: number): RichElement[] {
  const fold = foldOf(card);
  const lines = renderLines(card, card.table ? Math.floor(room / 2) : room, fold);
  const table = card.table ? renderTable(card.table, room - sizeOf(lines), fold) : [];
  return [...table, ...lines];
}

/** `and 280 more: status r12`; without the command where the title names no rollout. */
function foldOf({ title, keeps }: Card): Fold {
  if (keeps === 'last') return (leftOut) => section(piece(say`the last ones, ${leftOut} more before them:`));
  const [id] = /^[ro]\d{1,12}\b/u.exec(title) ?? [];
  return (leftOut) =>
    id === undefined
      ? section(piece(say`and ${leftOut} more`))
      : section(piece(say`and ${leftOut} more: `), piece(`status ${id}`, { code: true }));
}

function toType(buttons: readonly Button[]): RichElement {
  const shown = buttons.filter(({ command }) => command.trim() !== '').slice(0, 3);
  const more = buttons.length - shown.length;
  return section(
    piece(say`To be typed: `),
    ...shown.flatMap(({ command }, at) => [
      ...(at === 0 ? [] : [piece(', ')]),
      piece(cutTo(plain(command), 200) || '–', { code: true }),
    ]),
    ...(more > 0 ? [piece(say` and ${more} more`)] : []),
  );
}
