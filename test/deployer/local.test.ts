import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalDeployer } from '../../src/deployer/local/local-deployer.ts';
import { deployerConformance } from '../conformance/deployer.ts';
import { shells } from './shells.ts';

// The job's own shell text is the same as over SSH, where every shell runs it: here one does.
for (const shell of shells.slice(0, 1)) {
  deployerConformance(`local, ${shell.join(' ')}`, { shell, graceMs: 600 }, async ({ graceMs }) => {
    const stateDir = mkdtempSync(join(tmpdir(), "rollout-state's "));
    const create = () => createLocalDeployer({ shell, graceMs, stateDir });
    const deployer = create();
    return {
      deployer,
      host: { name: 'web-01', address: '10.0.0.1', members: [] },
      stateDir,
      another: create,
      disconnect: () => undefined,
      async stop() {
        await deployer.close();
        rmSync(stateDir, { recursive: true, force: true });
      },
    };
  });
}
