import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of the package that this file is part of: the nearest package.json above it, built or not. */
export function ownVersion(folder: string = import.meta.dirname): string {
  try {
    return String(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version);
  } catch (error) {
    if (dirname(folder) === folder) throw error;
    return ownVersion(dirname(folder));
  }
}
