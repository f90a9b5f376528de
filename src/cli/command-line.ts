import { formatWord } from '../command/format.ts';

/** Arguments from the shell as one command line: a single one is taken as typed, of several each is one word. */
export function commandLine(words: readonly string[]): string {
  const [only] = words;
  if (words.length === 1 && only !== undefined) return only;
  return words.map((word) => (word.startsWith('--') ? word : formatWord(word))).join(' ');
}
