import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { kept } from '../text/say.ts';
import type { Environment } from './interpolate.ts';

/** What a file holds, and its permission bits where the system has them. */
interface FileContent {
  readonly text: string;
  readonly mode?: number;
}

/** Throws what Node's own file functions throw. */
export type ReadFile = (path: string) => FileContent;

export const readFromDisk: ReadFile = (path) => ({
  text: readFileSync(path, 'utf8'),
  mode: statSync(path).mode,
});

/** Where the configuration stands, for everything in it that is relative to something. */
export interface Place {
  /** The folder of the configuration file, absolute. */
  readonly folder: string;
  readonly home: string;
}

export const placeOf = (file: string, env: Environment): Place => ({
  folder: dirname(resolve(file)),
  home: env.HOME || homedir(),
});

/** A local path as the file may write it, made absolute: `~` is the home, the rest starts at the file's folder. */
export const absolute = (path: string, { folder, home }: Place): string =>
  path === '~' || path.startsWith('~/') ? resolve(home, path.slice(2)) : resolve(folder, path);

/** Why a file could not be read, for people: the code is all that matters, and never the content. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : kept`unknown error`;
  const known: Readonly<Record<string, string>> = {
    ENOENT: kept`there is no such file`,
    EACCES: kept`permission denied`,
    EPERM: kept`permission denied`,
    EISDIR: kept`it is a folder`,
    ENOTDIR: kept`a part of the path is not a folder`,
  };
  return known[code] ?? code;
}
