import type { Cluster, Host, Pool } from '../model/cluster.ts';
import { Failure } from '../model/failure.ts';
import type { Member } from '../model/member.ts';
import { isActive } from '../model/override.ts';
import { type Facts, heldKey } from '../plan/facts.ts';
import { storable } from '../store/storable.ts';
import { kept } from '../text/say.ts';
import { patiently } from './patience.ts';
import { unstoppable } from './steering.ts';
import type { Tools } from './tools.ts';

/**
 * Reads what a plan is made from: all pools' members, which release runs where, what is held, who holds the lock.
 * Throws the Failure of the first balancer that does not answer.
 */
export async function gatherFacts(tools: Tools, cluster: Cluster, forWhom?: string): Promise<Facts> {
  const { custody } = tools.store;
  const [pools, releases, held, holder, overrides] = await Promise.all([
    Promise.all(cluster.pools.map((pool) => readPool(tools, pool))),
    releasesOf(tools, cluster),
    custody.all(cluster.name),
    tools.lock.holder(cluster.name),
    tools.store.overrides.unfinished(cluster.name),
  ]);
  const out = held.filter(({ outSince }) => outSince !== undefined);
  return {
    pools: new Map(pools),
    releases,
    overridden: new Map(overrides.filter(({ state }) => isActive(state)).map((each) => [each.host, each])),
    held: new Map(out.map(({ pool, member, saved }) => [heldKey(pool, member), saved])),
    ...(holder &&
      holder.name !== forWhom && {
        lockedBy: kept`${cluster.name} is locked by ${holder.name} (${holder.reason})`,
      }),
  };
}

async function readPool(tools: Tools, { id, provider, name }: Pool): Promise<[string, readonly Member[]]> {
  const members = await patiently(id, { withinMs: 3_000, signal: unstoppable() }, () =>
    tools.balancer(provider).read(name),
  );
  return [id, members];
}

/** The release on one host, by the host itself where the config asks it, else by the journal; undefined = unknown. */
export async function releaseOn(tools: Tools, cluster: Cluster, host: Host): Promise<string | undefined> {
  const { current } = cluster.deploy;
  const asked = current === undefined ? undefined : await askHost(tools, cluster, host, current);
  return asked?.[1] ?? (await tools.store.releases.of(cluster.name)).get(host.name);
}

/** What the hosts themselves say where the config asks them, else what the journal says. */
async function releasesOf(tools: Tools, cluster: Cluster): Promise<ReadonlyMap<string, string>> {
  const recorded = await tools.store.releases.of(cluster.name);
  const { current } = cluster.deploy;
  if (current === undefined) return recorded;
  const asked = await Promise.all(cluster.hosts.map((host) => askHost(tools, cluster, host, current)));
  return new Map([...recorded, ...asked.filter((each) => each !== undefined)]);
}

/** A host that can't be asked has no entry of its own: its rollout will find out before it changes anything. */
async function askHost(
  tools: Tools,
  cluster: Cluster,
  host: Host,
  current: string,
): Promise<[string, string] | undefined> {
  try {
    const { exitCode, output } = await tools.deployer(cluster).ask(host, current, 5_000);
    const release = storable(output.trim());
    return exitCode === 0 && release !== '' ? [host.name, release] : undefined;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
