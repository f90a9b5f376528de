import type { Card, CardLine } from '../../../model/card.ts';
import { plain } from '../../../report/plain.ts';
import { signOf, titleSignOf } from '../../columns/sign.ts';
import { literal, sentence, titled } from './literal.ts';

/** A card's parts as paragraphs of markdown; the buttons are not among them. */
export interface Paragraphs {
  readonly title: string;
  readonly head: readonly string[];
  readonly lines: readonly string[];
}

const mostCell = 80;

export function paragraphsOf(card: Card): Paragraphs {
  const { title, tone, progress, fields = [], table, lines = [] } = card;
  const told = fields.map(({ name, value }) => literal(plain(`${name} ${value}`, 160)));
  return {
    title: `${titleSignOf[tone]} ${plain(title)}`.trim(),
    head: [
      `**${titleSignOf[tone]} ${titled(plain(title))}**`,
      ...(progress === undefined ? [] : [barOf(progress)]),
      ...(told.length === 0 ? [] : [told.join(' · ')]),
    ],
    lines: [...(table ? tableLines(table) : []), ...lines.map(lineOf)],
  };
}

/** `▓▓▓▓░░░░░░ 45%` */
function barOf(progress: number): string {
  const share = Math.min(1, Math.max(0, Number.isFinite(progress) ? progress : 0));
  const done = Math.floor(share * 10);
  return `${'▓'.repeat(done)}${'░'.repeat(10 - done)} ${Math.floor(share * 100)}%`;
}

function lineOf({ label, text, tone = 'plain' }: CardLine): string {
  const sign = tone === 'plain' ? '' : `${signOf[tone]} `;
  const about = label === undefined || label === '' ? '' : `**${literal(plain(label, 80))}** `;
  return `${sign}${about}${sentence(plain(text, 1_000))}`.trim() || '–';
}

/** A phone is too narrow for columns: a row is a line, its first cell bold; of two the second needs no name. */
function tableLines({ head, rows }: NonNullable<Card['table']>): string[] {
  const cell = (text: string) => literal(plain(text, mostCell)) || '–';
  const named = (row: readonly string[]) =>
    row.map((text, at) => {
      if (at === 0) return `**${cell(text)}**`;
      return row.length === 2 ? cell(text) : `${cell(head[at] ?? '')} ${cell(text)}`;
    });
  return rows.map((row) => named(row).join(' · '));
}
