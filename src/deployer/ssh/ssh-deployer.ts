import { randomUUID } from 'node:crypto';
import type { Host } from '../../model/cluster.ts';
import type { Variables } from '../../model/deploy.ts';
import type { SshTarget } from '../../model/ssh.ts';
import type { SshConnections } from '../../transport/ssh/connections.ts';
import type { Deployer } from '../deployer.ts';
import type { HostAccess } from '../job/access.ts';
import { createJobDeployer } from '../job/job-deployer.ts';

export interface SshDeployerOptions {
  readonly connections: SshConnections;
  readonly spec: Omit<SshTarget, 'host'>;
  /** The config's variables: their secrets are masked in every output. */
  readonly variables?: Variables;
  /** The POSIX shell on the hosts, as words; `/bin/sh` by default. */
  readonly shell?: readonly string[];
  /** Between TERM and KILL, in milliseconds; 5,000 by default. */
  readonly graceMs?: number;
}

/** Runs jobs on hosts over SSH. The connections stay their owner's: `close` closes those that were used here. */
export function createSshDeployer(options: SshDeployerOptions): Deployer {
  return createJobDeployer({
    access: sshAccess(options.connections, options.spec),
    settings: { shell: options.shell ?? ['/bin/sh'], graceMs: options.graceMs ?? 5_000 },
    variables: options.variables ?? {},
  });
}

function sshAccess(connections: SshConnections, spec: Omit<SshTarget, 'host'>): HostAccess {
  const targetOf = (host: Host): SshTarget => ({ ...spec, ...host.ssh, host: host.address });
  // Another cluster's deployer may have a host of the same name on the same machine.
  const self = randomUUID();
  const used = new Map<string, SshTarget>();
  const ownerOf = (host: string): string => `${self} ${host}`;
  const connect = (host: Host) => {
    const target = targetOf(host);
    used.set(host.name, target);
    return connections.connection(target, ownerOf(host.name));
  };
  const release = async (host: string): Promise<void> => {
    const target = used.get(host);
    used.delete(host);
    if (target) await connections.close(target, ownerOf(host));
  };
  return {
    prepare(host) {
      used.set(host.name, targetOf(host));
      connections.prepare(targetOf(host), ownerOf(host.name));
    },
    open: (host) => async (command, listener) => (await connect(host)).exec(command, listener),
    put: async (host, files) => (await connect(host)).upload(files),
    release: (host) => release(host.name),
    close: async () => void (await Promise.all([...used.keys()].map(release))),
  };
}
