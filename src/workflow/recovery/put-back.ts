import type { JobEnd } from '../../model/deploy.ts';
import type { HostStep } from '../../model/rollout.ts';
import { kept } from '../../text/say.ts';
import { type At, keyOf, tell } from '../at.ts';
import { type Ended, endAllJobs } from '../earlier.ts';
import { keepOut } from '../keep-out.ts';
import { restore } from '../steps/restore.ts';
import type { Settled, StepEnd } from '../steps/step.ts';
import { verify } from '../steps/verify.ts';
import { verifyInPool } from '../steps/verify-in-pool.ts';
import type { Tools } from '../tools.ts';

interface Asked {
  /** Which question it answers: what is told of it is told once. */
  readonly n: number;
  readonly person: string;
}

/**
 * Gives the host back as it is, and deploys nothing more to it: what still runs there is ended first, and what ran there
 * and was not verified since must pass the probes. A host on which nothing ran goes back at once. Run again after a crash
 * it goes on with what is still in custody. Throws the Failure of what stands in the way.
 * @param from the step that the host was at
 */
export async function putBack(
  tools: Tools,
  at: At,
  from: HostStep,
  { n, person }: Asked,
): Promise<StepEnd | Settled> {
  const begin = (step: HostStep) =>
    tell(tools, at, `recovery/${n}/${step}`, { type: 'step', host: at.host, step, attempt: at.attempt });
  const held = (await tools.store.custody.all(at.cluster)).filter(({ host }) => host === at.host);
  if (held.some(({ suspect }) => suspect)) {
    await endJobs(tools, at);
    await begin('verify');
    const end = await keepOut(tools, at, () => verify(tools, at));
    if (end.is !== 'ok') return end;
  }
  const { touched } = await tools.store.rollouts.host(at.rollout, at.host);
  const wasOut = touched || held.some(({ outSince }) => outSince !== undefined) || isBack(from);
  await begin('restore');
  const back = await restore(tools, at);
  if (back.is !== 'ok') return back;
  if (!wasOut) return settled(nothingRan(person));
  await begin('verify-in-pool');
  const seen = await verifyInPool(tools, at);
  const why = seen.is === 'failed' ? seen.reason : await whyOf(tools, at, touched, person);
  return settled(why);
}

const isBack = (step: HostStep): boolean => step === 'restore' || step === 'verify-in-pool';

const settled = (reason: string | undefined): Settled => ({
  is: 'settled',
  ...(reason !== undefined && { reason }),
});

const nothingRan = (person: string): string => kept`nothing ran on it, and ${person} wanted it given back`;

/** What there is to say of a host that is back: undefined where its deploy was through, and it is well. */
async function whyOf(tools: Tools, at: At, touched: boolean, person: string): Promise<string | undefined> {
  if (!touched) return nothingRan(person);
  const cut = await tools.store.journal.byKey(keyOf(at, 'cut'));
  return cut?.type === 'note'
    ? kept`${cut.text}; it is verified and given back, as ${person} wanted`
    : undefined;
}

/** Ends the host's jobs; a last one that was not through is told, and counts so from then on. */
async function endJobs(tools: Tools, at: At): Promise<void> {
  const ended = await endAllJobs(tools, at);
  if (ended === undefined) return;
  const { host } = at;
  const cut = cutText(ended);
  if (cut !== undefined)
    return void (await tell(tools, at, 'cut', { type: 'note', host, text: `${host}: ${cut}` }));
  const { store } = tools;
  const rollout = await store.rollouts.get(at.rollout);
  if (rollout?.kind === 'restart') return;
  const { to } = await store.rollouts.host(at.rollout, host);
  await tell(tools, at, 'deployed', { type: 'deployed', host, release: to });
}

/** Why its release may not be whole; undefined where the job ended well. */
function cutText({ end }: Ended): string | undefined {
  if (end === undefined) return kept`how its deploy ended is not known`;
  if (end.stopped !== undefined) return kept`its deploy was ended before it was through`;
  return badText(end);
}

function badText({ signal, exitCode }: JobEnd): string | undefined {
  if (signal !== null) return kept`its deploy was ended by ${signal}`;
  return exitCode === 0 ? undefined : kept`its deploy failed with exit code ${String(exitCode)}`;
}
