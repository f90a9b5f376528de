import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Decide, Situation } from './decide.ts';
import { judge, type Verdict } from './judge.ts';
import { blank, type LockRecord, recordText } from './record.ts';
import type { Shadow } from './shadow.ts';
import type { Seen, Slots } from './slot.ts';

export interface SettleOptions {
  readonly slots: Slots;
  readonly shadow: Shadow;
  readonly now: () => Date;
  /** How long a contradiction may last that is only a change under way, in milliseconds. */
  readonly patienceMs: number;
}

/** What both had at one moment. */
interface Look {
  readonly seen: Seen;
  readonly inShadow: LockRecord;
  readonly situation: Situation;
}

type Mend = (cluster: string, seen: Seen, inShadow: LockRecord) => Promise<unknown>;

/** Each lost race means that somebody else has got on. */
const mostTries = 50;
const mostMs = 5_000;
const pauseMs = 50;

/** Brings Redis and shadow in line, decides on what they say, and writes that to both before it gives the answer. */
export function createSettle(options: SettleOptions) {
  const { slots, shadow } = options;

  /** Both agree when it is resolved, or contradict each other for longer than any change takes. */
  async function look(cluster: string): Promise<Look> {
    const begun = performance.now();
    const hasWaited = (ms: number): boolean => performance.now() - begun >= ms;
    while (!hasWaited(options.patienceMs + mostMs)) {
      const [seen, inShadow] = await Promise.all([slots.read(cluster), shadow.read(cluster)]);
      const now = options.now();
      const verdict = judge(seen.record, inShadow, now);
      if (verdict === 'agree' || (verdict === 'contradict' && hasWaited(options.patienceMs)))
        return { seen, inShadow, situation: situationOf(cluster, seen, inShadow, verdict, now) };
      await mend[verdict](cluster, seen, inShadow);
    }
    throw restless(cluster);
  }

  /** What is done about a difference before the next look. */
  const mend: Readonly<Record<Exclude<Verdict, 'agree'>, Mend>> = {
    'redis is behind': (cluster, seen, inShadow) => slots.swap(cluster, seen, recordText(inShadow)),
    'shadow is behind': (cluster, { record = blank }, inShadow) => shadow.swap(cluster, inShadow, record),
    contradict: () => pause(pauseMs),
  };

  /** A change counts from when the shadow has it. Where that can't be told, Redis is put back, which undoes nothing. */
  async function write(
    cluster: string,
    { seen, inShadow }: Look,
    next: LockRecord,
    nextInShadow: LockRecord,
  ): Promise<boolean> {
    const text = recordText(next);
    if (!(await slots.swap(cluster, seen, text))) return false;
    const undo = () => slots.swap(cluster, { ...seen, text }, seen.text);
    try {
      if (await shadow.swap(cluster, inShadow, nextInShadow)) return true;
    } catch (error) {
      await undo().catch(() => false);
      throw error;
    }
    await undo();
    return false;
  }

  return async function settle<T>(cluster: string, decide: Decide<T>): Promise<T> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const looked = await look(cluster);
      const { answer, next, nextInShadow = next } = decide(looked.situation);
      if (!next || !nextInShadow || (await write(cluster, looked, next, nextInShadow))) return answer;
    }
    throw restless(cluster);
  };
}

function situationOf(
  cluster: string,
  { record = blank }: Seen,
  inShadow: LockRecord,
  verdict: 'agree' | 'contradict',
  now: Date,
): Situation {
  const nextEpoch = Math.max(record.epoch, inShadow.epoch) + 1;
  const rival = verdict === 'contradict' ? inShadow.holder : undefined;
  return { cluster, record, nextEpoch, now, ...(rival && { rival }) };
}

const restless = (cluster: string): Failure =>
  new Failure('failed', cluster, kept`The lock of ${cluster} changes too fast to be read.`, {
    retryable: true,
  });
