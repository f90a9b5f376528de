import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createDbosEngine } from '../src/engine/dbos.ts';
import { openEmbedded } from '../src/store/database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory with a new, migrated database: copying it is faster than making one. */
    templateDatabase: string;
  }
}

export default async function setup(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-template-'));
  const database = await openEmbedded(dir);
  const quiet = { info: () => undefined, warn: () => undefined, error: console.error };
  const engine = createDbosEngine(database.pool, quiet, 'rollout');
  await engine.launch();
  await engine.stop();
  await database.close();
  project.provide('templateDatabase', dir);
  return () => rm(dir, { recursive: true });
}
