import type { Engine } from '../../src/engine/engine.ts';
import { keepsTheEngineContract } from '../conformance/engine.ts';
import { createLife, type Life } from '../doubles/life.ts';
import { createEngineMemory, createMemoryEngine } from '../doubles/memory-engine.ts';

keepsTheEngineContract('memory', async () => {
  const memory = createEngineMemory();
  let life: Life | undefined;
  return {
    async begin(workflows, executor) {
      life?.end();
      life = createLife();
      const engine: Engine = createMemoryEngine({ memory, executor, life });
      for (const each of workflows) engine.register(each);
      await engine.launch();
      return engine;
    },
    close: async () => life?.end(),
  };
});
