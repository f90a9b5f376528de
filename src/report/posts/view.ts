import type { CardFile } from '../../model/card.ts';
import type { Access } from '../../model/cluster.ts';
import type { Entry } from '../../model/event.ts';
import type { HostStatus, Rollout } from '../../model/rollout.ts';

/** All that a rollout's posts are made of. */
export interface RolloutView {
  readonly rollout: Rollout;
  readonly hosts: readonly HostStatus[];
  /** The rollout's part of the journal, in order. */
  readonly entries: readonly Entry[];
  readonly now: Date;
  /** The rollout that takes this one back already. */
  readonly next?: string | undefined;
  readonly access: Pick<Access, 'approvals' | 'onCall' | 'mentionOnCall'>;
  /** The last lines that a job printed; none where it printed nothing. */
  tailOf(host: string, attempt: number): readonly string[];
  /** All that a job printed. */
  logOf(host: string, attempt: number): Promise<CardFile>;
}

const foldOver = 20;

/** Large rollouts are told by the batch instead of by the host. */
export const isFolded = ({ hosts }: Pick<RolloutView, 'hosts'>): boolean => hosts.length > foldOver;
