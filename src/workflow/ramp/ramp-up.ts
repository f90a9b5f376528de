import type { Ramp } from '../../model/cluster.ts';
import { isDatabaseAway } from '../../model/failure.ts';
import type { Steer } from '../../model/rollout.ts';
import { kept } from '../../text/say.ts';
import { type At, clusterOf, hostOf, keyOf, tell } from '../at.ts';
import { isOverrides } from '../claims.ts';
import { demandStillOurs } from '../holding.ts';
import { steeringOf } from '../steering.ts';
import type { StepEnd } from '../steps/step.ts';
import { askProbes, endOf } from '../steps/verify.ts';
import { untilHealthy } from '../steps/verify-in-pool.ts';
import type { Tools } from '../tools.ts';
import { bySteps, orAtOnce, tellAtOnce } from './by-steps.ts';
import { type Against, drainAgain } from './drain-again.ts';
import { type Holding, steppable } from './holding.ts';
import { raise } from './raise.ts';
import { redrainIn, whileUndecided } from './wishes.ts';

/**
 * Brings a verified host's weight back step by step, as far as that goes before it is given back exactly. Who wants it to
 * stop (an abort, a skip) gets all of the weight at once: the host is well. What is not well on the way, or what a person
 * wants out again, is drained again, and asks.
 * @returns undefined where it is to be given back now
 */
export async function rampUp(tools: Tools, at: At): Promise<StepEnd | undefined> {
  const { ramp } = clusterOf(tools, at.cluster).strategy;
  if (!ramp || at.unverified || (await isDone(tools, at))) return undefined;
  const against = (await againstBefore(tools, at)) ?? (await goBack(tools, at, ramp));
  return against && drainAgain(tools, at, against);
}

const isDone = async (tools: Tools, at: At): Promise<boolean> =>
  (await tools.store.journal.byKey(keyOf(at, 'stepped'))) !== undefined;

/** Decided by a process that died before it had drained everything again. */
async function againstBefore(tools: Tools, at: At): Promise<Against | undefined> {
  const decided = await tools.store.journal.byKey(keyOf(at, 'suspected'));
  return decided?.type === 'suspected' ? decided : undefined;
}

async function goBack(tools: Tools, at: At, ramp: Ramp): Promise<Against | undefined> {
  const holding = holdingOf(tools, at);
  if (!(await goesBySteps(tools, holding, ramp))) return undefined;
  const after = await begin(tools, at);
  const check = (signal: AbortSignal) => illness(tools, at, ramp, signal);
  const way = { ...ramp, way: 'back', change: raise(tools, holding), check } as const;
  const run = (signal: AbortSignal) =>
    orAtOnce(tools, holding, 'back', () => bySteps(tools, holding, way, signal));
  const ill = await whileUndecided(tools, at, after, run).catch(async (error: unknown) => {
    // It could not go on, and a person wants it out again anyway: that is what is told, and decided by.
    if (isDatabaseAway(error) || !(await redrainNow(tools, at, after))) throw error;
    return undefined;
  });
  return decide(tools, at, after, ill);
}

const redrainNow = async (tools: Tools, at: At, after: number): Promise<Steer | undefined> =>
  redrainIn(await tools.store.steers.of(at.rollout), at, after);

const holdingOf = (tools: Tools, at: At): Holding => ({
  at,
  members: hostOf(tools, at).members.toReversed(),
  withinMs: tools.pace.restorePatienceMs,
  isMine: (held) => !isOverrides(held) && !held.suspect,
  demandRight: () => demandStillOurs(tools, at),
});

async function goesBySteps(tools: Tools, holding: Holding, { steps }: Ramp): Promise<boolean> {
  if ((await steppable(tools, holding, Math.min(...steps))).length > 0) return true;
  const { at } = holding;
  const held = await tools.store.custody.all(at.cluster);
  const mine = held.filter((each) => each.host === at.host && each.outSince && holding.isMine(each));
  if (mine.some(({ saved }) => saved.state === 'ready' && saved.weight > 0))
    await tellAtOnce(tools, at, 'back', kept`there is no smaller weight that still serves`);
  return false;
}

/** Gives the number of the last wish that came before it. */
async function begin(tools: Tools, at: At): Promise<number> {
  const { journal, steers } = tools.store;
  const after = (await steers.of(at.rollout)).at(-1)?.n ?? 0;
  const body = { type: 'stepping', host: at.host, way: 'back', percent: 0, weights: [], after } as const;
  await tell(tools, at, 'stepping/back', body);
  const begun = await journal.byKey(keyOf(at, 'stepping/back'));
  return (begun?.type === 'stepping' ? begun.after : undefined) ?? after;
}

/** By what its balancers see of it, and by the cluster's probes; undefined also where nobody waits for them any more. */
async function illness(
  tools: Tools,
  at: At,
  { probe }: Ramp,
  signal: AbortSignal,
): Promise<string | undefined> {
  const seen = await untilHealthy(tools, at, signal);
  if (typeof seen === 'object') return seen.ill;
  if (!probe) return undefined;
  const asked = await askProbes(tools, at, signal);
  // Not waited for to the end: what said no by then counts, and what was not asked says nothing.
  const counts = signal.aborted ? asked.filter(({ verdict }) => verdict.answer === 'no') : asked;
  const end = endOf(at, counts);
  return end.is === 'failed' ? end.reason : undefined;
}

/** In turn with people's wishes: one that is accepted is never too late. Durable before anything is done about it. */
function decide(tools: Tools, at: At, after: number, ill: string | undefined): Promise<Against | undefined> {
  const { host } = at;
  return tools.turns.inTurn(steeringOf(at.rollout), async () => {
    const redrain = await redrainNow(tools, at, after);
    const reason = redrain ? kept`a person wants it out again` : ill;
    if (reason === undefined) return void (await tell(tools, at, 'stepped', { type: 'stepped', host }));
    const against = { reason, ...(redrain && { person: redrain.person }) };
    await tell(tools, at, 'suspected', { type: 'suspected', host, ...against });
    return against;
  });
}
