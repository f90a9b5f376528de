import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asFailure, Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';

/** One thing in an upload; `path` is relative to the upload's root and empty for the root itself. */
export type SourceEntry = { readonly path: string } & (
  | { readonly kind: 'file'; readonly mode: number; readonly size: number; readonly sha256: string }
  | { readonly kind: 'folder'; readonly mode: number }
  | { readonly kind: 'link'; readonly to: string }
);

/**
 * What an upload consists of, parents before children. A link at the root is followed, links within are kept.
 * @throws Failure `missing` where it is not there, `invalid` where it holds a device, socket or pipe
 */
export async function readSource(from: string): Promise<readonly SourceEntry[]> {
  const root = await stat(from).catch((cause: Error) => {
    throw new Failure('missing', from, kept`The upload ${from} cannot be read: ${cause.message}.`, { cause });
  });
  try {
    if (root.isDirectory()) return await readFolder(from, '', root.mode);
    if (root.isFile()) return [await readOne(from, '', root)];
  } catch (error) {
    throw asFailure(error, from);
  }
  throw notUploadable(from);
}

const notUploadable = (path: string): Failure =>
  new Failure(
    'invalid',
    path,
    kept`${path} is neither a file nor a folder nor a link, and cannot be uploaded.`,
  );

async function readFolder(from: string, path: string, mode: number): Promise<SourceEntry[]> {
  const entries: SourceEntry[] = [{ kind: 'folder', path, mode: mode & 0o777 }];
  for (const name of (await readdir(join(from, path))).sort()) {
    const inner = path === '' ? name : `${path}/${name}`;
    const stats = await lstat(join(from, inner));
    if (stats.isDirectory()) entries.push(...(await readFolder(from, inner, stats.mode)));
    else if (stats.isSymbolicLink()) {
      entries.push({ kind: 'link', path: inner, to: await readlink(join(from, inner)) });
    } else if (stats.isFile()) entries.push(await readOne(join(from, inner), inner, stats));
    else throw notUploadable(join(from, inner));
  }
  return entries;
}

async function readOne(
  file: string,
  path: string,
  { mode, size }: { readonly mode: number; readonly size: number },
): Promise<SourceEntry> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { kind: 'file', path, mode: mode & 0o777, size, sha256: hash.digest('hex') };
}
