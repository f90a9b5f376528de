import type { Holder } from '../lock/lock.ts';
import { isFinal } from '../model/rollout.ts';
import { type LockedView, lockedText } from '../report/lock-text.ts';
import { plain } from '../report/plain.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { type Desk, Refusal } from './desk.ts';

/** Refuses where somebody holds the cluster, and says who, why, whether they are alive, and how it gets free. */
export async function demandUnlocked(desk: Desk, cluster: string): Promise<void> {
  const holder = await desk.tools.lock.holder(cluster);
  if (holder) throw await refusedAsLocked(desk, cluster, holder);
}

export const refusedAsLocked = async (desk: Desk, cluster: string, holder: Holder): Promise<Refusal> =>
  new Refusal('refused', await textOfLock(desk, cluster, holder));

/** The one way in which a lock is told of; without its full stop. */
export const textOfLock = async (desk: Desk, cluster: string, holder: Holder): Promise<string> =>
  lockedText(await viewOf(desk, cluster, holder), desk.now());

/** Why somebody holds a cluster: a rollout's reason is ours, a person's is their own. */
export const reasonOf = ({ kind, reason }: Pick<Holder, 'kind' | 'reason'>): string =>
  kind === 'rollout' ? told(reason) : reason;

/** A lock that a person has now, and how it gets free. */
export const takenText = (cluster: string, reason: string, until: string | undefined): string =>
  until === undefined
    ? say`${cluster} is locked: ${plain(reason, 200)}`
    : say`${cluster} is locked until ${until}: ${plain(reason, 200)}`;

export const freesText = (cluster: string): string => say`\`unlock ${cluster}\` frees it`;

async function viewOf(
  { tools }: Desk,
  cluster: string,
  { kind, name, reason, since, until }: Holder,
): Promise<LockedView> {
  const view = { cluster, holder: name, reason: reasonOf({ kind, reason }), since, ...(until && { until }) };
  const rollout = kind === 'rollout' ? await tools.store.rollouts.get(name) : undefined;
  if (!rollout) return view;
  const { journal } = tools.store;
  const [last] = await journal.after(name, (await journal.lastSeq(name)) - 1);
  const { state } = rollout;
  return { ...view, rollout: { state, ended: isFinal(state), ...(last && { reported: last.at }) } };
}
