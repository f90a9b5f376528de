import type { EventBody } from '../../model/event.ts';
import { afterCrashVerbs, type Steer, type SteerVerb } from '../../model/rollout.ts';
import type { NewEntry } from '../../store/journal.ts';
import { firstAnswer } from '../ask.ts';
import { type At, keyOf } from '../at.ts';
import type { Tools } from '../tools.ts';

export type AtHost = Pick<At, 'rollout' | 'cluster' | 'host' | 'attempt'>;

/** What was asked about a host after a crash: the `n`th such question of its attempt. */
export interface Posed {
  readonly n: number;
  readonly question: Extract<EventBody, { type: 'question' }>;
}

const whatOf = (n: number): string => `recovery/${n}`;

/** The last one; undefined where the attempt went through without a crash, or nobody had to be asked. */
export async function lastPosed({ store }: Tools, at: AtHost): Promise<Posed | undefined> {
  for (let n = 1, last: Posed | undefined; ; n += 1) {
    const question = await store.journal.byKey(keyOf(at, whatOf(n)));
    if (question?.type !== 'question') return last;
    last = { n, question };
  }
}

/** The wish that answers it, as soon as there is one. */
export const verdictOn = ({ question }: Posed, wishes: readonly Steer[]): Steer | undefined =>
  firstAnswer(wishes, question, question.after);

export interface New {
  readonly text: string;
  readonly after: number;
  readonly answers?: readonly SteerVerb[];
  readonly untouched?: boolean;
}

/** The entry that asks about the host, for the first time or once more. */
export async function posing(
  tools: Tools,
  at: AtHost,
  { text, after, answers = afterCrashVerbs, untouched = false }: New,
): Promise<NewEntry> {
  const { rollout, cluster, host } = at;
  const n = ((await lastPosed(tools, at))?.n ?? 0) + 1;
  const question = { type: 'question' as const, host, text, answers, after };
  const body = { ...question, ...(untouched && { untouched: true as const }) };
  return { rollout, cluster, key: keyOf(at, whatOf(n)), body };
}

/** Who wanted the host kept out after a crash, if anybody did. */
export async function keptOutBy(tools: Tools, at: AtHost): Promise<string | undefined> {
  const posed = await lastPosed(tools, at);
  if (!posed) return undefined;
  const verdict = verdictOn(posed, await tools.store.steers.of(at.rollout));
  return verdict?.verb === 'keep-out' ? verdict.person : undefined;
}
