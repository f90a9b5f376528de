import { isOverrideId, type Override } from '../model/override.ts';
import type { Held } from '../store/custody.ts';
import { kept } from '../text/say.ts';
import { type At, hostOf } from './at.ts';
import type { Tools } from './tools.ts';

/** The host is out by a person's hand: whatever else works on it stops there, and gives nothing back. */
export class LeftAlone extends Error {
  override readonly name = 'LeftAlone';
}

/** `out by alice (kernel panic), left alone` */
export const leftAloneText = ({ requester, reason }: Pick<Override, 'requester' | 'reason'>): string =>
  kept`out by ${requester} (${reason}), left alone`;

/** Throws LeftAlone where an override has a member of this host. */
export async function demandFree(
  tools: Tools,
  { cluster, host }: Pick<At, 'cluster' | 'host'>,
): Promise<void> {
  const override = await tools.store.overrides.holding(cluster, host);
  if (override) throw new LeftAlone(leftAloneText(override));
}

/**
 * Throws LeftAlone unless every member of the host is in this rollout's custody. After the snapshot that is so until
 * they are given back: only a person's override takes one over, and may have given it back since.
 */
export async function demandOurs(tools: Tools, at: At): Promise<void> {
  const held = (await tools.store.custody.all(at.cluster)).filter(({ host }) => host === at.host);
  if (held.some(isOverrides)) await demandFree(tools, at);
  for (const ref of hostOf(tools, at).members) {
    const row = held.find(({ pool, member }) => pool === ref.pool.id && member === ref.member);
    if (row?.rollout !== at.rollout)
      throw new LeftAlone(kept`somebody took it out by hand and gave it back meanwhile, left alone`);
  }
}

/** Whether a person took the host out by hand: whoever did decides about it. */
export const isTaken = async (
  tools: Tools,
  { cluster, host }: Pick<At, 'cluster' | 'host'>,
): Promise<boolean> => (await tools.store.overrides.holding(cluster, host)) !== undefined;

/** Whether a rollout may change what is held: what a person's override holds is changed by that alone. */
export const isOverrides = ({ rollout }: Held): boolean => isOverrideId(rollout);
