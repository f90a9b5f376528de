import type { SshTarget } from './ssh.ts';

/** A pool by where it lives: `id` is `PROVIDER/NAME`, unique in a config. */
export interface Pool {
  readonly id: string;
  readonly provider: string;
  /** The balancer's own name for it: a HAProxy backend, for instance. */
  readonly name: string;
}

export interface Host {
  readonly name: string;
  /** What SSH and probes connect to; the name itself where the config says nothing else. */
  readonly address: string;
  /** The host's member in each pool (by pool id), in the order in which it is drained. */
  readonly members: readonly MemberRef[];
  /** Where this host differs from its cluster's `deploy.ssh`. */
  readonly ssh?: Partial<Pick<SshTarget, 'port' | 'user' | 'trust'>>;
}

export interface MemberRef {
  readonly pool: Pool;
  readonly member: string;
}

/** What the host is called in one pool: several names where it serves several ports there. */
export const namesIn = ({ members }: Host, pool: Pick<Pool, 'id'>): readonly string[] =>
  members.flatMap(({ pool: { id }, member }) => (id === pool.id ? [member] : []));
