import type { DeploySpec } from '../model/deploy.ts';
import { Failure } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import type { SshConnections } from '../transport/ssh/connections.ts';
import type { Deployer } from './deployer.ts';
import { createLocalDeployer } from './local/local-deployer.ts';
import { createSshDeployer } from './ssh/ssh-deployer.ts';

export interface DeployerDeps {
  readonly connections: SshConnections;
  /** Where the local deployer keeps its jobs; a folder of the user's state by default. */
  readonly localStateDir?: string;
}

/** @throws Failure `invalid` where the spec says `ssh` and not how */
export function createDeployer(spec: DeploySpec, deps: DeployerDeps): Deployer {
  if (spec.kind === 'local') {
    const state = deps.localStateDir === undefined ? {} : { stateDir: deps.localStateDir };
    return createLocalDeployer({ variables: spec.env, ...state });
  }
  if (spec.ssh === undefined) {
    throw new Failure(
      'invalid',
      'deploy',
      kept`A deploy over SSH needs to know the user, the port and the way in.`,
    );
  }
  return createSshDeployer({ connections: deps.connections, spec: spec.ssh, variables: spec.env });
}
