import type { Steer, SteerVerb } from '../model/rollout.ts';
import type { At } from './at.ts';
import type { Tools } from './tools.ts';

/** A question to people. `key` makes it the same question after a crash. */
export interface Question {
  readonly key: string;
  readonly rollout: string;
  readonly cluster: string;
  readonly host?: string;
  readonly text: string;
  readonly answers: readonly SteerVerb[];
}

export type Answered = 'retry' | 'promote' | 'stop';

/**
 * Asks, and waits for the first wish that answers: one that came after the question, or an abort, rollback or skip at
 * any time. Asked again after a crash it is the same question, and an answer that came in between counts.
 * @param isMoot true where nobody needs to answer any more; looked at with every change of the rollout
 */
export async function ask(
  tools: Tools,
  question: Question,
  isMoot: () => Promise<boolean> = async () => false,
): Promise<Answered> {
  const { store } = tools;
  const after = await pose(tools, question);
  return store.changes.until(question.rollout, async () =>
    (await isMoot()) ? 'stop' : answerIn(await store.steers.of(question.rollout), question, after),
  );
}

async function pose(tools: Tools, { key, rollout, cluster, ...rest }: Question): Promise<number> {
  const { journal, steers } = tools.store;
  const last = (await steers.of(rollout)).at(-1)?.n ?? 0;
  const answers = (await mayGoBack(tools, rollout))
    ? rest.answers
    : rest.answers.filter((verb) => verb !== 'rollback');
  await journal.record({ rollout, cluster, key, body: { type: 'question', ...rest, answers, after: last } });
  const posed = await journal.byKey(key);
  return posed?.type === 'question' ? posed.after : last;
}

/** Not where nothing is known of what ran before on any host that a job was sent to: it would only be an abort. */
export async function mayGoBack({ store }: Tools, rollout: string): Promise<boolean> {
  const touched = (await store.rollouts.hosts(rollout)).filter((host) => host.touched);
  return touched.length === 0 || touched.some(({ from }) => from !== undefined);
}

function answerIn(steers: readonly Steer[], question: Asked, after: number): Answered | undefined {
  const verb = firstAnswer(steers, question, after)?.verb;
  if (verb === undefined) return undefined;
  return verb === 'retry' || verb === 'promote' ? verb : 'stop';
}

type Asked = Pick<Question, 'host' | 'answers'>;

/** The first wish that answers: one of its answers that came after it, or an abort, rollback or skip at any time. */
export function firstAnswer(
  steers: readonly Steer[],
  { host, answers }: Asked,
  after: number,
): Steer | undefined {
  const forUs = (of: string | undefined) => host === undefined || of === undefined || of === host;
  return steers.find(({ n, verb, host: of }) => {
    if (verb === 'abort' || verb === 'rollback') return true;
    if (verb === 'skip') return host !== undefined && of === host;
    return n > after && answers.includes(verb) && forUs(of);
  });
}

/** The answer that a policy gave before anybody was asked: recorded like a person's, with the setting that gave it. */
export async function answerByPolicy(
  tools: Tools,
  at: At,
  { setting, verb }: { readonly setting: string; readonly verb: 'abort' | 'rollback' },
): Promise<void> {
  const { rollout, cluster, host, attempt } = at;
  await tools.store.steers.add({
    cluster,
    rollout,
    verb,
    person: `policy (${setting}: ${verb})`,
    request: `${rollout}/${host}/${attempt}/${setting}`,
  });
}
