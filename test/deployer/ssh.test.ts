import { join } from 'node:path';
import { createSshDeployer } from '../../src/deployer/ssh/ssh-deployer.ts';
import { createSshConnections } from '../../src/transport/ssh/connections.ts';
import { deployerConformance } from '../conformance/deployer.ts';
import { startSshd } from '../peers/sshd.ts';
import { shells } from './shells.ts';

for (const shell of shells) {
  deployerConformance(`ssh, ${shell.join(' ')}`, { shell, graceMs: 600 }, async ({ graceMs }) => {
    const sshd = await startSshd();
    const connections = createSshConnections();
    const { host: address, ...spec } = sshd.target();
    const create = () => createSshDeployer({ connections, spec, shell, graceMs });
    return {
      deployer: create(),
      host: { name: 'web-01', address, members: [] },
      stateDir: join(sshd.home, '.local/state/rollout'),
      // It shares the connection, which closing it must not take from the first one's tests: it opens anew.
      another: create,
      disconnect: () => sshd.killConnections(),
      async stop() {
        await connections.closeAll();
        await sshd.stop();
      },
    };
  });
}
