import type { JsonObject } from '../types.ts';
import { isList, isObject, objectsIn, stringIn } from '../validate/walk.ts';
import { columns } from './columns.ts';
import { readElement, readText } from './elements.ts';
import { readRichText } from './rich-text.ts';
import type { Names } from './words.ts';

type Reader = (block: JsonObject, names: Names) => string[];

/** Blocks as a person reads them, one line after the other. */
export const readBlocks = (blocks: readonly JsonObject[], names: Names): string[] =>
  blocks.flatMap((block) => readers[String(block.type)]?.(block, names) ?? [`[${block.type}]`]);

const readers: Readonly<Record<string, Reader>> = {
  header: (block, names) => [`# ${readText(block.text, names)}`],
  divider: () => ['────────────────────'],
  section: readSection,
  context: (block, names) => {
    const parts = objectsIn(block.elements).map((element) => readElement(element, names));
    return parts
      .join('   ')
      .split('\n')
      .map((line) => `‹ ${line}`);
  },
  actions: (block, names) => [
    objectsIn(block.elements)
      .map((element) => readElement(element, names))
      .join('   '),
  ],
  input: (block, names) => {
    const optional = block.optional === true ? ' (optional)' : '';
    const element = isObject(block.element) ? readElement(block.element, names) : '';
    const hint = readText(block.hint, names);
    return [`${readText(block.label, names)}${optional}: ${element}`, ...(hint === '' ? [] : [`‹ ${hint}`])];
  },
  image: (block) => [`[image: ${stringIn(block, 'alt_text')}]`],
  rich_text: readRichText,
  table: readTable,
  markdown: (block) => (stringIn(block, 'text') ?? '').split('\n'),
};

function readSection(block: JsonObject, names: Names): string[] {
  const text = readText(block.text, names);
  const accessory = isObject(block.accessory) ? `   ${readElement(block.accessory, names)}` : '';
  const fields = readFields(objectsIn(block.fields), names);
  const [head = '', ...rest] = text === '' ? fields : [...text.split('\n'), ...fields];
  return [`${head}${accessory}`, ...rest];
}

/** Two columns, as Slack lays fields out. */
function readFields(fields: readonly JsonObject[], names: Names): string[] {
  const cells = fields.map((field) => readText(field, names).split('\n'));
  const rows: string[][] = [];
  for (let i = 0; i < cells.length; i += 2) {
    const [left = [], right = []] = cells.slice(i, i + 2);
    const height = Math.max(left.length, right.length);
    for (let line = 0; line < height; line += 1) rows.push([left[line] ?? '', right[line] ?? '']);
  }
  return columns(rows.map(([left = '', right = '']) => [right === '' ? left : `${left}  `, right]));
}

function readTable(block: JsonObject, names: Names): string[] {
  const rows = (isList(block.rows) ? block.rows : []).map((row) =>
    objectsIn(row).map((cell) =>
      cell.type === 'rich_text' ? readRichText(cell, names).join(' ') : (stringIn(cell, 'text') ?? ''),
    ),
  );
  const settings = isList(block.column_settings) ? block.column_settings : [];
  const aligns = settings.map((one) =>
    isObject(one) && (one.align === 'right' || one.align === 'center') ? one.align : 'left',
  );
  const [head = '', ...lines] = columns(rows, aligns);
  return [head, '─'.repeat(Math.max(head.length, ...lines.map((line) => line.length))), ...lines];
}
