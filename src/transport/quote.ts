import { Failure } from '../model/failure.ts';
import type { Secret } from '../model/secret.ts';
import { kept } from '../text/say.ts';

/** A POSIX shell variable's name (XBD 8.1). */
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Names that bash or dash refuse to assign, or whose change would alter how the shell itself reads a script. */
const reserved = new Set([
  'BASHOPTS',
  'BASH_VERSINFO',
  'EUID',
  'IFS',
  'OPTIND',
  'PPID',
  'SHELLOPTS',
  'UID',
  '_',
]);

/** Linux refuses one argument or variable of more than 128 KiB (MAX_ARG_STRLEN); this leaves room for the rest. */
const longest = 100 * 1024;

/**
 * One word for a POSIX shell: whatever the text is, the shell passes it on byte for byte.
 * @throws Failure `invalid` where the text holds a NUL, which no shell can pass on
 */
export function quote(text: string): string {
  if (text.includes('\0')) {
    throw new Failure('invalid', 'shell', kept`A text with a NUL character cannot be given to a shell.`);
  }
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Words as one command line. */
export const quoteAll = (words: readonly string[]): string => words.map(quote).join(' ');

/**
 * `export NAME='value'` lines, one per variable.
 * @throws Failure `invalid` for a name that a shell would not take, or a value that is too long or holds a NUL
 */
export function exports(variables: Readonly<Record<string, string | Secret>>): string {
  return Object.entries(variables).map(exportLine).join('\n');
}

function exportLine([name, value]: [string, string | Secret]): string {
  if (!variableName.test(name) || reserved.has(name)) {
    const text = kept`${JSON.stringify(name)} cannot be a variable's name (letters, digits and _, no digit first, none of the names that the shell keeps for itself).`;
    throw new Failure('invalid', name, text);
  }
  const text = typeof value === 'string' ? value : value.reveal();
  if (text.includes('\0') || Buffer.byteLength(text) > longest) {
    throw new Failure('invalid', name, kept`The variable ${name} holds a NUL or more than 100 KiB.`);
  }
  return `export ${name}=${quote(text)}`; // not shown
}
