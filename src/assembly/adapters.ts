import type { Balancer } from '../balancer/balancer.ts';
import { createNamed } from '../balancer/named.ts';
import { createBalancer, type Dial } from '../balancer/registry.ts';
import { createStanding } from '../balancer/standing.ts';
import type { Deployer } from '../deployer/deployer.ts';
import { createDeployer } from '../deployer/registry.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Config } from '../model/config.ts';
import { Failure } from '../model/failure.ts';
import type { Probe } from '../probe/probe.ts';
import { createProbe } from '../probe/registry.ts';
import { kept } from '../text/say.ts';
import { createSshConnections } from '../transport/ssh/connections.ts';
import type { Tools } from '../workflow/tools.ts';

/** Everything that reaches outside, by the names of the config. */
export interface Adapters {
  readonly tools: Pick<Tools, 'cluster' | 'balancer' | 'deployer' | 'probes'>;
  close(): Promise<void>;
}

/** One balancer per provider, one deployer and one set of probes per cluster; connected when they are first used. */
export function createAdapters(
  config: Config,
  { standing, demandMayChange }: Pick<Fleet, 'standing' | 'demandMayChange'>,
): Adapters {
  const connections = createSshConnections();
  const dial: Dial = {
    unixOverSsh: connections.forwardUnix,
    shell: (target) => async (command, listener) =>
      (await connections.connection(target)).exec(command, listener),
    demandMayChange,
  };
  const balancers = new Map<string, Balancer>(
    config.providers.map((provider) => [
      provider.id,
      createNamed(
        createStanding(createBalancer(provider, dial), standing),
        provider.id,
        namesOf(config, provider.id),
      ),
    ]),
  );
  const deployers = new Map<string, Deployer>(
    config.clusters.map(({ name, deploy }) => [name, createDeployer(deploy, { connections })]),
  );
  const probes = new Map<string, readonly Probe[]>(
    config.clusters.map(({ name, verify }) => {
      const deployer = named(deployers, name);
      return [name, verify.map((spec) => createProbe(spec, { ask: deployer.ask }))];
    }),
  );
  return {
    tools: {
      cluster: (name) => config.clusters.find((cluster) => cluster.name === name),
      balancer: (provider) => named(balancers, provider),
      deployer: ({ name }) => named(deployers, name),
      probes: ({ name }) => named(probes, name),
    },
    async close() {
      await Promise.all([...deployers.values(), ...balancers.values()].map((each) => each.close()));
      await connections.closeAll();
    },
  };
}

function named<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Failure('missing', name, kept`${name} is no longer in the config`);
  return found;
}

/** What the config calls the members of a provider's pools, by the pool's name. */
function namesOf({ clusters }: Config, provider: string): ReadonlyMap<string, readonly string[]> {
  const refs = clusters.flatMap(({ hosts }) => hosts.flatMap(({ members }) => members));
  const names = new Map<string, string[]>();
  for (const { pool, member } of refs.filter((ref) => ref.pool.provider === provider))
    names.set(pool.name, [...(names.get(pool.name) ?? []), member]);
  return names;
}
