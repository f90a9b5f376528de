import { copyFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Variables } from '../../model/deploy.ts';
import { asFailure } from '../../model/failure.ts';
import { createLocalShell } from '../../transport/local.ts';
import type { Deployer } from '../deployer.ts';
import type { HostAccess } from '../job/access.ts';
import { createJobDeployer } from '../job/job-deployer.ts';
import { commandEnvironment } from './environment.ts';

export interface LocalDeployerOptions {
  /** The config's variables: their secrets are masked in every output. */
  readonly variables?: Variables;
  /** Where commands start; the bot's own working directory by default. */
  readonly cwd?: string;
  /** Where jobs are kept; `$XDG_STATE_HOME/rollout` or `~/.local/state/rollout` by default. */
  readonly stateDir?: string;
  /** What commands inherit; a harmless part of the bot's own environment by default. */
  readonly env?: NodeJS.ProcessEnv;
  readonly shell?: readonly string[];
  /** Between TERM and KILL, in milliseconds; 5,000 by default. */
  readonly graceMs?: number;
}

/** Runs jobs on the bot's own machine, once per host: for teams that already have a script or an Ansible play. */
export function createLocalDeployer(options: LocalDeployerOptions = {}): Deployer {
  return createJobDeployer({
    access: localAccess(options),
    settings: {
      shell: options.shell ?? ['/bin/sh'],
      graceMs: options.graceMs ?? 5_000,
      ...(options.stateDir === undefined ? {} : { stateDir: resolve(options.stateDir) }),
    },
    variables: options.variables ?? {},
  });
}

function localAccess(options: LocalDeployerOptions): HostAccess {
  const cwd = resolve(options.cwd ?? '.');
  const open = createLocalShell({ cwd, env: options.env ?? commandEnvironment(process.env) });
  return {
    prepare: () => undefined,
    open: () => open,
    async put(_host, files) {
      for (const file of files) {
        await copyFile(file.from, resolve(cwd, file.to)).catch((error: unknown) => {
          throw asFailure(error, file.to);
        });
      }
    },
    release: async () => undefined,
    close: async () => undefined,
  };
}
