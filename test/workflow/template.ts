import { cp } from 'node:fs/promises';
import { inject } from 'vitest';

/** A new, migrated database in the folder. */
export const keepTemplate = (dir: string): Promise<void> =>
  cp(inject('templateDatabase'), dir, { recursive: true });
