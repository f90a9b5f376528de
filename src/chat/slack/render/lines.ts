import type { types } from '@slack/bolt';
import type { Card, CardLine } from '../../../model/card.ts';
import { plain } from '../../../report/plain.ts';
import { columns, padEnd } from '../../columns/columns.ts';
import { signOf } from '../../columns/sign.ts';
import {
  cutTo,
  largest,
  piece,
  preformatted,
  type RichElement,
  section,
  sentence,
  sizeOf,
} from './elements.ts';
import { shares } from './limits.ts';

/** How lines that have no room are told of: `and 280 more: status r12`. */
export type Fold = (leftOut: number) => RichElement;

/** A card's lines in at most `room`; those that have no room are folded into one. */
export function renderLines(
  { lines = [], keeps }: Pick<Card, 'lines' | 'keeps'>,
  room: number,
  fold: Fold,
): RichElement[] {
  const runs = (some: readonly CardLine[]) => runsOf(some.map(cleanLine)).flatMap(renderRun);
  const folded = (n: number) => (n < lines.length ? [fold(lines.length - n)] : []);
  const render = (n: number): RichElement[] =>
    keeps === 'last'
      ? [...folded(n), ...runs(lines.slice(lines.length - n))]
      : [...runs(lines.slice(0, n)), ...folded(n)];
  return render(largest(lines.length, (n) => sizeOf(render(n)) <= room));
}

const cleanLine = ({ label, text, tone }: CardLine): CardLine => ({
  ...(label !== undefined && { label: cutTo(plain(label, shares.label), shares.label) }),
  text: cutTo(plain(text, shares.line), shares.line),
  ...(tone && { tone }),
});

/** Lines in a row that are all labelled (a list of hosts), or all not (sentences). */
function runsOf(lines: readonly CardLine[]): CardLine[][] {
  const runs: CardLine[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && (last[0]?.label === undefined) === (line.label === undefined)) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

const renderRun = (run: readonly CardLine[]): RichElement[] => {
  const isList = run.length > 1 || run[0]?.label === printed;
  return isList && run[0]?.label !== undefined ? [preformatted(aligned(run))] : [sentences(run)];
};
/** The label of what a host printed: it keeps its columns. */
const printed = '│';

/** `✓ web-01  done`: the labels under each other; signs only where one of the lines means more than the others. */
function aligned(run: readonly CardLine[]): string[] {
  const width = Math.min(40, Math.max(...run.map(({ label = '' }) => columns(label))));
  const signs = run.some(({ tone = 'plain' }) => tone !== 'plain');
  return run.map(({ label = '', text, tone = 'plain' }) =>
    `${signs ? `${signOf[tone]} ` : ''}${padEnd(label, width)}  ${text}`.trimEnd(),
  );
}

function sentences(run: readonly CardLine[]): RichElement {
  const pieces = run.flatMap(({ label = '', text, tone = 'plain' }, at) => [
    piece(`${at === 0 ? '' : '\n'}${tone === 'plain' ? '' : `${signOf[tone]} `}`),
    ...(label === '' ? [] : [piece(label, { bold: true }), piece('  ')]),
    ...sentence(text),
  ]);
  const whole = joined(pieces.filter(({ text }) => text !== ''));
  return section(...(whole.length === 0 ? [piece('–')] : whole));
}

/** Pieces of the same kind become one: a message has little room. */
function joined(pieces: readonly types.RichTextText[]): types.RichTextText[] {
  const whole: types.RichTextText[] = [];
  for (const each of pieces) {
    const last = whole.at(-1);
    if (last && JSON.stringify(last.style) === JSON.stringify(each.style)) last.text += each.text;
    else whole.push({ ...each });
  }
  return whole;
}
