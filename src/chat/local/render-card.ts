import type { Button, Card, CardFile, CardLine, Tone } from '../../model/card.ts';
import { plain } from '../../report/plain.ts';
import { say } from '../../text/say.ts';
import { columns, padEnd, wrap } from '../columns/columns.ts';
import { signOf, titleSignOf } from '../columns/sign.ts';
import { sizeText } from './files.ts';
import { createPaint, type Paint } from './paint.ts';
import { renderTable } from './render-table.ts';

export interface RenderOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

const indent = '  ';

/** A card as lines for a terminal, none wider than `width`. Whatever the texts contain, nothing in them moves the cursor. */
export function renderCard(card: Card, options: RenderOptions): string[] {
  const paint = createPaint(options.colour);
  const width = Math.max(20, options.width);
  const inner = width - indent.length;
  return [
    ...renderTitle(card, width, paint),
    ...[
      ...(card.progress === undefined
        ? []
        : [renderBar(card.progress, Math.min(inner, 48), card.tone, paint)]),
      ...renderFields(card.fields ?? [], inner, paint),
      ...(card.table ? renderTable(card.table, inner, paint) : []),
      ...renderLines(card.lines ?? [], inner, paint),
      ...renderFiles(card.files ?? [], inner, paint),
      ...renderButtons(card.buttons ?? [], inner, paint),
    ].map((line) => `${indent}${line}`),
  ];
}

function renderTitle({ title, tone }: Card, width: number, paint: Paint): string[] {
  return wrap(plain(title), width - 2).map((line, at) =>
    paint.tone(tone, `${at === 0 ? titleSignOf[tone] : ' '} ${paint.bold(line)}`),
  );
}

/** `━━━━━━──────  50%`: what is done heavy, what is to come light. */
function renderBar(progress: number, width: number, tone: Tone, paint: Paint): string {
  const share = Math.min(1, Math.max(0, progress));
  const room = Math.max(4, width - 6);
  const done = share === 1 ? room : Math.min(room - 1, Math.floor(share * room));
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const filled = tone === 'plain' ? 'good' : tone;
  return `${paint.tone(filled, '━'.repeat(done))}${paint.dim('─'.repeat(room - done))}  ${percent}`;
}

/** Fields stand side by side as far as they fit. */
function renderFields(fields: NonNullable<Card['fields']>, width: number, paint: Paint): string[] {
  const rows: { text: string; size: number }[] = [];
  for (const { name, value } of fields) {
    const [first = '', ...more] = wrap(plain(value), width - columns(name) - 1);
    const size = columns(name) + 1 + columns(first);
    const text = `${paint.dim(name)} ${first}`;
    const last = rows.at(-1);
    if (last && more.length === 0 && last.size + 3 + size <= width) {
      rows[rows.length - 1] = { text: `${last.text}   ${text}`, size: last.size + 3 + size };
      continue;
    }
    rows.push({ text, size: more.length === 0 ? size : width });
    rows.push(...more.map((line) => ({ text: ' '.repeat(columns(name) + 1) + line, size: width })));
  }
  return rows.map(({ text }) => text);
}

/** Labels are aligned, as far as they leave the texts half of the width. */
function renderLines(lines: readonly CardLine[], width: number, paint: Paint): string[] {
  const labels = lines.map(({ label }) => (label === undefined ? 0 : columns(plain(label, 80))));
  const aligned = Math.min(Math.max(0, ...labels), Math.floor(width / 2));
  return lines.flatMap((line) => renderLine(line, aligned, width, paint));
}

function renderLine(
  { label, text, tone = 'plain' }: CardLine,
  aligned: number,
  width: number,
  paint: Paint,
): string[] {
  const name = label === undefined ? '' : `${padEnd(plain(label, 80), aligned)}  `;
  const fits = columns(name) <= width / 2 + 2;
  const whole = fits ? plain(text) : `${name.trimEnd()} ${plain(text)}`;
  const before = fits ? name : '';
  const room = width - 2 - columns(before);
  return wrap(whole, room).map((part, at) =>
    at === 0
      ? `${paint.tone(tone, signOf[tone])} ${before}${tone === 'plain' ? part : paint.tone(tone, part)}`
      : `${' '.repeat(2 + columns(before))}${tone === 'plain' ? part : paint.tone(tone, part)}`,
  );
}

/** What is too long for a card, and how to have it. */
const renderFiles = (files: readonly CardFile[], width: number, paint: Paint): string[] =>
  files
    .flatMap((file) => wrap(say`${plain(sizeText(file))} (rollout exec --files DIR … keeps it)`, width))
    .map((line) => paint.dim(line));

function renderButtons(buttons: readonly Button[], width: number, paint: Paint): string[] {
  const rows: string[][] = [];
  let size = width;
  for (const { label, style } of buttons) {
    const text = `[${plain(label, Math.max(10, width - 2))}]`;
    if (size + 1 + columns(text) > width) {
      rows.push([]);
      size = -1;
    }
    size += 1 + columns(text);
    rows.at(-1)?.push(style === 'danger' ? paint.tone('bad', text) : paint.bold(text));
  }
  return rows.map((row) => row.join(' '));
}
