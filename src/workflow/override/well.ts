import { type Health, inService } from '../../model/member.ts';
import type { Override } from '../../model/override.ts';
import type { ProbeTarget } from '../../model/probe.ts';
import { untilPassing } from '../../probe/until.ts';
import { kept } from '../../text/say.ts';
import { clusterOf, hostOf } from '../at.ts';
import { releaseOn } from '../facts.ts';
import { pick } from '../members.ts';
import { createPauses } from '../patience.ts';
import type { Tools } from '../tools.ts';
import { heldBy, poolOf } from './subject.ts';

/**
 * Why the host should not get traffic again, or undefined where it is well: by the cluster's probes, and by what its
 * balancers' health checks say while it is drained, where they say anything. An abort ends it early.
 */
export async function illness(
  tools: Tools,
  override: Override,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!(await wouldServe(tools, override))) return undefined;
  return (await byProbes(tools, override, signal)) ?? (await illnessByBalancers(tools, override, signal));
}

/** What was in maint, or had weight 0, goes back to that: there is nothing to be well for. */
async function wouldServe(tools: Tools, override: Override): Promise<boolean> {
  const held = await heldBy(tools, override);
  return held.some(({ saved }) => inService({ name: '', health: 'up', ...saved }));
}

async function byProbes(tools: Tools, override: Override, signal: AbortSignal): Promise<string | undefined> {
  const cluster = clusterOf(tools, override.cluster);
  const host = hostOf(tools, override);
  const target: ProbeTarget = { host, release: (await releaseOn(tools, cluster, host)) ?? 'unknown' };
  const verdicts = await Promise.all(
    tools.probes(cluster).map(async (probe) => ({
      name: probe.name,
      verdict: await untilPassing(probe, target, { signal }),
    })),
  );
  for (const { name, verdict } of verdicts)
    if (verdict.answer !== 'yes') return `${host.name}: ${name}: ${verdict.reason}`;
  return undefined;
}

/** Why its balancers think that it is not well. One that saw it down needs a few checks to see it up again. */
export async function illnessByBalancers(
  tools: Tools,
  override: Override,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { poolHealthWithinMs } = clusterOf(tools, override.cluster).strategy;
  const pause = createPauses(500, signal);
  const deadline = performance.now() + poolHealthWithinMs;
  for (;;) {
    const ill = (await healths(tools, override)).find(({ health }) => health === 'down');
    if (!ill) return undefined;
    if (signal.aborted || performance.now() >= deadline)
      return kept`${ill.pool} sees ${override.host} down after ${poolHealthWithinMs / 1000} s`;
    await pause();
  }
}

async function healths(
  tools: Tools,
  override: Override,
): Promise<readonly { readonly pool: string; readonly health: Health }[]> {
  const held = (await heldBy(tools, override)).filter(({ saved }) => saved.state === 'ready');
  return Promise.all(
    held.map(async ({ pool: id, member }) => {
      const pool = poolOf(tools, override, id);
      const { health } = pick(await tools.balancer(pool.provider).read(pool.name), { pool, member });
      return { pool: id, health };
    }),
  );
}
