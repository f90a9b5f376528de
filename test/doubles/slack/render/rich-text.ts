import type { JsonObject } from '../types.ts';
import { objectsIn, stringIn } from '../validate/walk.ts';
import { type Names, readPlain } from './words.ts';

/** A rich_text block as lines. */
export const readRichText = (block: JsonObject, names: Names): string[] =>
  objectsIn(block.elements).flatMap((part) => readPart(part, names));

function readPart(part: JsonObject, names: Names): string[] {
  const lines = () => inlineText(part, names).split('\n');
  if (part.type === 'rich_text_preformatted') return ['```', ...lines(), '```'];
  if (part.type === 'rich_text_quote') return lines().map((line) => `> ${line}`);
  if (part.type !== 'rich_text_list') return lines();
  const indent = '  '.repeat(Number(part.indent ?? 0));
  return objectsIn(part.elements).map((item, i) => {
    const point = part.style === 'ordered' ? `${i + 1 + Number(part.offset ?? 0)}.` : '•';
    return `${indent}${point} ${inlineText(item, names)}`;
  });
}

const inlineText = (part: JsonObject, names: Names): string =>
  objectsIn(part.elements)
    .map((piece) => readPiece(piece, names))
    .join('')
    .replace(/\n$/, '');

function readPiece(piece: JsonObject, names: Names): string {
  const text = stringIn(piece, 'text');
  const of = (key: string) => stringIn(piece, key) ?? '';
  if (piece.type === 'user') return `@${names.user(of('user_id'))}`;
  if (piece.type === 'usergroup') return `@${names.group(of('usergroup_id'))}`;
  if (piece.type === 'channel') return `#${names.channel(of('channel_id'))}`;
  if (piece.type === 'broadcast') return `@${of('range')}!!`;
  if (piece.type === 'emoji') return readPlain(`:${of('name')}:`);
  if (piece.type === 'date') return stringIn(piece, 'fallback') ?? of('format');
  if (piece.type === 'link') return text === undefined ? of('url') : `${text} (${of('url')})`;
  return text ?? '';
}
