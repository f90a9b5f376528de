import type { Ramp } from '../../model/cluster.ts';
import type { Override } from '../../model/override.ts';
import type { Wished } from '../../store/overrides.ts';
import { clusterOf, keyOf, tell } from '../at.ts';
import { bySteps, orAtOnce } from '../ramp/by-steps.ts';
import { type Holding, steppable } from '../ramp/holding.ts';
import { raise } from '../ramp/raise.ts';
import type { Tools } from '../tools.ts';
import { newer, whileNothingNewer } from './newer.ts';
import { atOf, heldBy, poolOf } from './subject.ts';
import type { Attempt } from './wait.ts';
import { illness, illnessByBalancers } from './well.ts';

/** Why it does not come back after all: it was not well on its way, or somebody wants it out longer. */
type Against =
  | { readonly is: 'ill'; readonly reason: string }
  | { readonly is: 'stays'; readonly wish: Wished };

const begun = 'stepping/back';

/** Whether it is on its way back by steps already: a process that takes that up does not take it out again. */
export const isComingBack = async (tools: Tools, override: Override, { round }: Attempt): Promise<boolean> =>
  (await tools.store.journal.byKey(keyOf(atOf(override, round), begun))) !== undefined;

/**
 * Brings the weight of a host that is well back by the strategy's steps, as far as that goes before it is given back
 * exactly. Who wants it back in any case gets all of it at once; who wants it out longer has it drained again, as has who
 * sees it fail.
 * @returns undefined where it is to be given back now
 */
export async function rampBack(
  tools: Tools,
  override: Override,
  attempt: Attempt,
): Promise<Against | undefined> {
  const ramp = clusterOf(tools, override.cluster).strategy.ramp;
  const holding = ramp && (await holdingOf(tools, override, attempt, ramp));
  if (!ramp || !holding) return undefined;
  const { host } = override;
  await tell(tools, holding.at, begun, { type: 'stepping', host, way: 'back', percent: 0, weights: [] });
  return goBack(tools, override, holding, { ramp, seq: attempt.seq });
}

/** Undefined where nothing of it has a part of its weight that serves. */
async function holdingOf(
  tools: Tools,
  override: Override,
  { round }: Attempt,
  { steps }: Ramp,
): Promise<Holding | undefined> {
  const held = await heldBy(tools, override);
  const holding: Holding = {
    at: atOf(override, round),
    members: held.map(({ pool, member }) => ({ pool: poolOf(tools, override, pool), member })).toReversed(),
    withinMs: tools.pace.restorePatienceMs,
    isMine: ({ rollout }) => rollout === override.id,
    demandRight: async () => undefined,
  };
  return (await steppable(tools, holding, Math.min(...steps))).length > 0 ? holding : undefined;
}

async function goBack(
  tools: Tools,
  override: Override,
  holding: Holding,
  { ramp, seq }: { readonly ramp: Ramp; readonly seq: number },
): Promise<Against | undefined> {
  const ill = ramp.probe ? illness : illnessByBalancers;
  const check = (signal: AbortSignal) => ill(tools, override, signal);
  const way = { ...ramp, way: 'back', change: raise(tools, holding), check } as const;
  const reason = await whileNothingNewer(tools, override, seq, (signal) =>
    orAtOnce(tools, holding, 'back', () => bySteps(tools, holding, way, signal)),
  );
  const wish = await newer(tools, override, seq);
  if (wish?.wish === 'extend') return { is: 'stays', wish };
  if (wish?.wish === 'enable-anyway') return undefined;
  if (reason !== undefined) return { is: 'ill', reason };
  // Said once more, while it is on its way: the steps go on where they are.
  return wish ? goBack(tools, override, holding, { ramp, seq: wish.seq }) : undefined;
}
