import type { Plan, PlannedHost } from '../model/plan.ts';
import { kept } from '../text/say.ts';
import { splitIntoBatches } from './batches.ts';
import { hashOf } from './hash.ts';

/** A host of the rollout that is taken back, and the release that ran there before it. */
export interface TakenBack {
  readonly host: string;
  readonly to: string;
}

/**
 * The plan that takes an approved one back, from what was planned then: made without asking anybody, so that a
 * balancer that is silent right now can't prevent it. The steps look at reality themselves.
 */
export function takeBackPlan(plan: Plan, hosts: readonly TakenBack[], size: Plan['sizes']['batches']): Plan {
  const before = new Map(plan.batches.flatMap((batch) => batch.hosts).map((host) => [host.host, host]));
  const planned = hosts.flatMap(({ host, to }): PlannedHost[] => {
    const then = before.get(host);
    return then ? [{ host, from: then.to, to, members: then.members }] : [];
  });
  const sizes = { batches: size };
  const batches = splitIntoBatches(planned, sizes).map((batch, i) => ({
    ...batch,
    name: kept`batch ${i + 1}`,
  }));
  const body = {
    cluster: plan.cluster,
    kind: 'rollback' as const,
    release: labelOf(hosts),
    sizes,
    batches,
    floor: plan.floor,
  };
  return { ...body, warnings: [], hash: hashOf(body) };
}

/** `v1`, or `v1, v0` where the hosts ran different releases. */
export const labelOf = (hosts: readonly { readonly to: string }[]): string =>
  [...new Set(hosts.map(({ to }) => to))].join(', ');
