import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Job } from '../../model/deploy.ts';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { quote } from '../../transport/quote.ts';
import type { FileCopy } from '../../transport/ssh/connection.ts';
import { checks, makeReady, swap } from './shell/place.ts';
import type { SourceEntry } from './source.ts';

type Upload = NonNullable<Job['upload']>;

/** What an upload does on the host: shell text before the files are copied, the copies, shell text after them. */
export interface Placing {
  readonly copies: readonly FileCopy[];
  readonly place: string;
}

/**
 * Where the upload ends, without a slash at its end: a file sent to `folder/` keeps its name in there, and `~/` is
 * the folder in which commands start.
 */
export function destination(upload: Upload, entries: readonly SourceEntry[]): string {
  const to = upload.to.replace(/^~\//, '');
  const into = to.endsWith('/') && entries[0]?.kind === 'file' ? to + basename(upload.from) : to;
  const clean = into.replace(/\/+$/, '');
  if (clean === '' || ['.', '..'].includes(basename(clean)) || /[\n\0]/.test(clean)) {
    throw new Failure(
      'invalid',
      upload.to,
      kept`${JSON.stringify(upload.to)} cannot be the target of an upload.`,
    );
  }
  return clean;
}

/** Makes room beside the target: answers `ready TEMPORARY-NAME`. */
export function readyScript(to: string, entries: readonly SourceEntry[]): string {
  const folders = entries.filter((entry) => entry.kind === 'folder');
  return [
    `ro_to=${quote(to)} ro_nonce=${randomBytes(6).toString('hex')}`, // not shown
    makeReady,
    `ro_new=$ro_parent/.$ro_base.rollout-new-$ro_id.$ro_nonce`,
    ...folders.map(({ path }) => `mkdir "$ro_new"${inside(path)} || exit 1`),
    'echo "ready $ro_new"',
  ].join('\n');
}

/** @param temporary the name that the host answered, absolute */
export function placing(
  upload: Upload,
  to: string,
  temporary: string,
  entries: readonly SourceEntry[],
): Placing {
  const files = entries.filter((entry) => entry.kind === 'file');
  const links = entries.filter((entry) => entry.kind === 'link');
  const folders = entries.filter((entry) => entry.kind === 'folder').reverse();
  const target = join(temporary, '..', basename(to));
  return {
    copies: files.map(({ path }) => ({ from: join(upload.from, path), to: join(temporary, path) })),
    place: [
      `ro_to=${quote(to)} ro_new=${quote(temporary)} ro_target=${quote(target)}`, // not shown
      checks,
      ...files.map(
        (file) => `ro_check "$ro_new"${inside(file.path)} ${file.size} ${file.sha256} ${octal(file.mode)}`,
      ),
      ...links.map((link) => `ln -s -- ${quote(link.to)} "$ro_new"${inside(link.path)} || ro_bad link`), // not shown
      ...folders.map(({ path, mode }) => `chmod ${octal(mode)} "$ro_new"${inside(path)} || ro_bad chmod`), // not shown
      swap,
    ].join('\n'),
  };
}

const inside = (path: string): string => (path === '' ? '' : quote(`/${path}`));
const octal = (mode: number): string => mode.toString(8);
