import type { WeightSteps } from '../../model/cluster.ts';
import { Failure, isOfLock } from '../../model/failure.ts';
import { type Stepping, steppingText } from '../../model/stepping.ts';
import { kept } from '../../text/say.ts';
import { keyOf, tell } from '../at.ts';
import { rest } from '../patience.ts';
import type { Tools } from '../tools.ts';
import { type Change, changeAll, type Holding, steppable, stepsFor } from './holding.ts';

/** The way out or back, and how one of its changes is made. */
export interface Way extends WeightSteps {
  readonly way: Stepping['way'];
  readonly change: Change;
  /** What speaks against the next step; absent where nothing is asked. */
  check?(signal: AbortSignal): Promise<string | undefined>;
}

/**
 * Goes through the steps, each for its time; an abort ends it where it is. What each step began with is in the journal,
 * so that a process which takes it up goes on there, with what is left of the pause.
 * @returns what speaks against going on, or undefined
 */
export async function bySteps(
  tools: Tools,
  holding: Holding,
  way: Way,
  signal: AbortSignal,
): Promise<string | undefined> {
  const members = await steppable(tools, holding, Math.min(...way.steps));
  const steps = stepsFor(way.steps, members);
  for (const percent of await notBehind(tools, holding, way, steps)) {
    if (signal.aborted) return undefined;
    const weights = await changeAll(tools, holding, { members, percent, signal }, way.change);
    if (weights.length === 0) return undefined;
    const stepping: Stepping = { way: way.way, percent, weights };
    await pauseAt(tools, holding, way, stepping, signal);
    if (signal.aborted) return undefined;
    const against = await way.check?.(signal);
    if (against !== undefined) return `${steppingText(stepping)}: ${against}`;
  }
  return undefined;
}

const stepKey = (way: Stepping['way'], percent: number): string => `stepping/${way}/${percent}`;

/** From the last step that was begun on: it is looked at again, and what serves more already is left so. */
async function notBehind(
  tools: Tools,
  { at }: Holding,
  { way }: Way,
  steps: readonly number[],
): Promise<readonly number[]> {
  for (const [i, percent] of [...steps.entries()].reverse()) {
    if (await tools.store.journal.byKey(keyOf(at, stepKey(way, percent)))) return steps.slice(i);
  }
  return steps;
}

async function pauseAt(
  tools: Tools,
  { at }: Holding,
  { pauseMs }: Way,
  stepping: Stepping,
  signal: AbortSignal,
): Promise<void> {
  const key = stepKey(stepping.way, stepping.percent);
  await tell(tools, at, key, { type: 'stepping', host: at.host, ...stepping });
  const { journal, now } = tools.store;
  const began = (await journal.timeOf(keyOf(at, key))) ?? now();
  const leftMs = began.getTime() + pauseMs - now().getTime();
  if (leftMs > 0) await rest(Math.min(leftMs, pauseMs), signal);
}

/**
 * Runs what goes by steps. A balancer that has no such weights (it weighs by a static algorithm, say) refuses them: that
 * is told, and all of the weight changes at once.
 */
export async function orAtOnce(
  tools: Tools,
  { at }: Holding,
  way: Stepping['way'],
  run: () => Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Failure) || error.retryable || isOfLock(error)) throw error;
    await tellAtOnce(tools, at, way, error.message);
    return undefined;
  }
}

export const tellAtOnce = (
  tools: Tools,
  at: Holding['at'],
  way: Stepping['way'],
  why: string,
): Promise<boolean> => {
  const text =
    way === 'out'
      ? kept`${at.host} is drained at once, not by steps: ${why}`
      : kept`${at.host} gets all of its weight back at once, not by steps: ${why}`;
  return tell(tools, at, `at-once/${way}`, { type: 'note', host: at.host, text });
};
