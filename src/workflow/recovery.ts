import type { Override } from '../model/override.ts';
import { isActive } from '../model/override.ts';
import type { FoundHost, RecoveryKind } from '../model/recovery.ts';
import type { Rollout } from '../model/rollout.ts';
import type { NewEntry } from '../store/journal.ts';
import { kept } from '../text/say.ts';
import { lookAtMembers } from './look.ts';
import { foundIn, foundOf, isOut, type Sight } from './recovery/found.ts';
import { posing } from './recovery/question.ts';
import type { Tools } from './tools.ts';

export interface Recovery {
  /** Ids of the rollouts and overrides that a dead process worked on; `all`: whatever is unfinished. */
  readonly subjects: readonly string[] | 'all';
  /** This death and no other: what it left is told once, however often it is taken up. */
  readonly occasion: string;
  readonly kind: RecoveryKind;
}

/**
 * Says in every rollout and override that a process left where it is taken up, with what its balancers say against what
 * is in custody, and asks where a person is to decide first. To be called before the engine runs them again: what is
 * asked here is waited for in the hosts' next steps.
 */
export async function announceRecovery(tools: Tools, recovery: Recovery): Promise<void> {
  const { rollouts, overrides, custody } = tools.store;
  const { subjects } = recovery;
  const concerns = ({ id }: { readonly id: string }) => subjects === 'all' || subjects.includes(id);
  const begun = (await rollouts.unfinished()).filter(
    (each) => concerns(each) && each.state !== 'awaiting-approval' && each.state !== 'queued',
  );
  const taken = (await overrides.unfinished()).filter((each) => concerns(each) && isActive(each.state));
  const ids = new Set([...begun, ...taken].map(({ id }) => id));
  const held = (await custody.all()).filter((each) => ids.has(each.rollout) && isOut(each));
  const sight = { held, look: await lookAtMembers(tools, held) };
  for (const rollout of begun) await announceRollout(tools, rollout, sight, recovery);
  for (const override of taken) await announceOverride(tools, override, sight, recovery);
}

/** What was found and what is asked are recorded together: a crash in between leaves neither. */
async function announceRollout(
  tools: Tools,
  rollout: Rollout,
  sight: Sight,
  { occasion, kind }: Recovery,
): Promise<void> {
  const { journal, rollouts } = tools.store;
  const key = keyOf(rollout, occasion);
  if (await journal.byKey(key)) return;
  const found = await foundIn(tools, rollout, sight);
  const whole = (await rollouts.questions(rollout.id)).some(({ host }) => host === undefined);
  const body = {
    type: 'recovered' as const,
    where: whereOf(found.map(({ host }) => host)),
    kind,
    hosts: found.map(({ host }) => host),
    ...(found.length === 0 && whole && { waits: true as const }),
  };
  const questions = await Promise.all(
    found.flatMap(({ question }) => (question ? [posing(tools, question.at, question)] : [])),
  );
  await journal.recordAll([entry(rollout, key, body), ...questions]);
}

async function announceOverride(
  tools: Tools,
  override: Override,
  sight: Sight,
  { occasion, kind }: Recovery,
): Promise<void> {
  const host = foundOf(override, sight);
  const body = { type: 'recovered' as const, where: `${host.host} ${override.state}`, kind, hosts: [host] };
  await tools.store.journal.recordAll([entry(override, keyOf(override, occasion), body)]);
}

const keyOf = ({ id }: { readonly id: string }, occasion: string): string => `${id}/recovered/${occasion}`;

const entry = (
  { id, cluster }: { readonly id: string; readonly cluster: string },
  key: string,
  body: NewEntry['body'],
): NewEntry => ({ rollout: id, cluster, key, body });

/** In a few words, for whoever reads only those. */
function whereOf(hosts: readonly FoundHost[]): string {
  if (hosts.length === 0) return kept`between two batches`;
  const texts = hosts.map(({ host, step, next }) => {
    const text = kept`${host} at ${step ?? kept`its start`}`;
    return next === 'wait' ? kept`${text}, waiting for an answer` : text;
  });
  return texts.join('; ');
}

/** Overrides that were confirmed, and maybe killed before the workflow was begun: starting it again is harmless. */
export async function confirmedNotBegun({ store }: Tools): Promise<readonly string[]> {
  const unfinished = await store.overrides.unfinished();
  return unfinished.filter(({ state }) => isActive(state)).map(({ id }) => id);
}

/**
 * Approved, and killed before the workflow was begun: starting it again is harmless where it was. What takes back a
 * rollout that has not ended is started by that one, which hands it the lock.
 */
export async function approvedNotBegun({ store }: Tools): Promise<readonly string[]> {
  const unfinished = await store.rollouts.unfinished();
  const ids = new Set(unfinished.map(({ id }) => id));
  return unfinished
    .filter(({ state, rollsBack }) => state === 'queued' && !(rollsBack !== undefined && ids.has(rollsBack)))
    .map(({ id }) => id);
}
