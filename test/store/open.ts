import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openEmbedded } from '../../src/store/database.ts';

/** A new embedded database in a folder of its own. */
export async function openDatabase() {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-store-'));
  await cp(inject('templateDatabase'), dir, { recursive: true });
  const database = await openEmbedded(dir);
  return {
    ...database,
    dir,
    async close() {
      await database.close();
      await rm(dir, { recursive: true });
    },
  };
}
