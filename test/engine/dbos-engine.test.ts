import { createDbosEngine } from '../../src/engine/dbos.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { keepsTheEngineContract } from '../conformance/engine.ts';
import { openDatabase } from '../store/open.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

keepsTheEngineContract('durable', async () => {
  const database = await openDatabase();
  let engine: Engine | undefined;
  return {
    async begin(workflows, executor) {
      await engine?.stop();
      engine = createDbosEngine(database.pool, quiet, executor);
      for (const each of workflows) engine.register(each);
      await engine.launch();
      return engine;
    },
    async close() {
      await engine?.stop();
      await database.close();
    },
  };
});
