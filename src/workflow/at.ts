import type { Cluster, Host, MemberRef } from '../model/cluster.ts';
import type { EventBody } from '../model/event.ts';
import { Failure } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import type { Tools } from './tools.ts';

/** Where in the work a step is: the host's attempt in a rollout, under the lock's holding. Plain JSON. */
export interface At {
  readonly rollout: string;
  readonly cluster: string;
  readonly host: string;
  readonly attempt: number;
  /** The lock's `hold`; called so since there is no other name for it in what earlier versions of the bot kept. */
  readonly epoch: number;
  /** Asked for after the rollout's end, by this request: the rollout's aborts and skips are no concern of it. */
  readonly afterwards?: string;
  /** A person wants it back verified or not. */
  readonly unverified?: true;
}

/** The cluster as configured now. Throws Failure `missing` where it is gone from the config. */
export function clusterOf(tools: Tools, name: string): Cluster {
  const cluster = tools.cluster(name);
  if (!cluster) throw new Failure('missing', name, kept`cluster ${name} is no longer in the config`);
  return cluster;
}

export function hostOf(tools: Tools, { cluster, host }: Pick<At, 'cluster' | 'host'>): Host {
  const found = clusterOf(tools, cluster).hosts.find(({ name }) => name === host);
  if (!found)
    throw new Failure('missing', host, kept`${host} is no longer in cluster ${cluster} in the config`);
  return found;
}

/** Records what happened to this host, once per attempt and `what`. */
export function tell(tools: Tools, at: At, what: string, body: EventBody): Promise<boolean> {
  const { rollout, cluster } = at;
  return tools.store.journal.record({ rollout, cluster, key: keyOf(at, what), body });
}

/** The journal's key of what happened to this host, once per attempt and `what`. */
export function keyOf(
  { rollout, host, attempt, afterwards }: Pick<At, 'rollout' | 'host' | 'attempt' | 'afterwards'>,
  what: string,
): string {
  const act = afterwards === undefined ? `${attempt}` : `after/${afterwards}`;
  return `${rollout}/${host}/${act}/${what}`;
}

export const memberName = ({ pool, member }: MemberRef): string => `${pool.id} ${member}`;
