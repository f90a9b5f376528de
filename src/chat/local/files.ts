import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Card, CardFile } from '../../model/card.ts';
import { plain } from '../../report/plain.ts';
import { count, say } from '../../text/say.ts';

/** Where one file of an answer went, or one sentence on why it went nowhere. */
export type Kept =
  | { readonly file: CardFile; readonly path: string }
  | { readonly file: CardFile; readonly problem: string };

/** Writes an answer's files into a folder, which is made where it is missing. What is there already is never written over. */
export async function keepFiles(folder: string, files: readonly CardFile[]): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  for (const file of files) kept.push(await keep(folder, file));
  return kept;
}

async function keep(folder: string, file: CardFile): Promise<Kept> {
  const path = join(folder, safeName(file.name));
  try {
    await mkdir(folder, { recursive: true });
    await writeNew(path, file.text);
    return { file, path };
  } catch (error) {
    return { file, problem: whyNot(path, error) };
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(text);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** A name comes from the bot: it stays within the folder, whatever it says. */
function safeName(name: string): string {
  const safe = plain(name, 200).replace(/[/\\]/g, '_');
  return /^\.*$/.test(safe) ? `file${safe}` : safe;
}

function whyNot(path: string, error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
    return say`${path} is there already: move it away, or name another folder.`;
  return say`${path} could not be written: ${error instanceof Error ? error.message : String(error)}`;
}

/** The card with a line for each of its files on where it went, in the place of the files. */
export function withKept({ files, ...card }: Card, kept: readonly Kept[]): Card {
  const lines = kept.map((each) =>
    'path' in each
      ? { text: say`${sizeText(each.file)}, kept at ${each.path}` }
      : { text: each.problem, tone: 'bad' as const },
  );
  return { ...card, lines: [...(card.lines ?? []), ...lines] };
}

/** `audit.csv: 120 lines` */
export function sizeText({ name, text }: CardFile): string {
  const lines = text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
  return say`${name}: ${count(lines, 'line')}`;
}
