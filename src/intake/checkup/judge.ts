import { formatCommand } from '../../command/format.ts';
import { isActive, type Override } from '../../model/override.ts';
import type { Rollout, RolloutState } from '../../model/rollout.ts';
import type { Finding } from '../../report/findings-card.ts';
import { timeText } from '../../report/lock-text.ts';
import { headOf, overrideText, stateText } from '../../report/wording.ts';
import { say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import { reasonOf } from '../locked.ts';
import type { Facts, LockNow, Waiting } from './facts.ts';

/** What there is to say of rollouts, overrides, questions and locks: all but what is as it should be and of no interest. */
export const judge = (facts: Facts, now: Date): readonly Finding[] => [
  ...facts.rollouts.flatMap(({ rollout, questions }) => [
    rolloutFinding(facts, rollout),
    ...questions.map((question) => questionFinding(rollout, question, now)),
    ...withoutLock(facts, rollout),
  ]),
  ...facts.overrides.map((override) => overrideFinding(facts, override, now)),
  ...facts.locks.flatMap((lock) => lockFindings(lock, now)),
];

/** Of a rollback that the rollout which it takes back is about to start, nobody has to be at work yet. */
function rolloutFinding({ rollouts, workers }: Facts, rollout: Rollout): Finding {
  const { id, state, rollsBack } = rollout;
  const text = `${headOf(rollout)} · ${stateText(state)}`;
  const found = { what: say`rollout`, where: id };
  if (state === 'awaiting-approval') return { ...found, mark: 'ask', answer: text };
  const worker = workers.get(id);
  if (worker !== undefined)
    return { ...found, mark: 'ok', answer: say`${text}; ${told(worker)} works on it` };
  const before = state === 'queued' ? rollouts.find((each) => each.rollout.id === rollsBack) : undefined;
  if (before) return { ...found, mark: 'ok', answer: say`${text}; ${before.rollout.id} starts it` };
  return { ...found, mark: 'wrong', answer: nobodyOn(text) };
}

const nobodyOn = (text: string): string => say`${text}; no process of the bot works on it: start one`;

function questionFinding({ id }: Rollout, { host, text, since }: Waiting, now: Date): Finding {
  const where = host === undefined ? id : `${id} ${host}`;
  const answer = since ? say`since ${timeText(since, now)}: ${told(text)}` : told(text);
  return { mark: 'ask', what: say`question`, where, answer };
}

/** From its first change to its last a rollout holds its cluster's lock. */
const holding: readonly RolloutState[] = ['running', 'paused', 'waiting', 'aborting'];

function withoutLock({ locks }: Facts, { id, cluster, state }: Rollout): readonly Finding[] {
  const lock = locks.find((each) => each.cluster === cluster);
  if (!holding.includes(state) || !lock || lock.problem !== undefined || lock.holder?.name === id) return [];
  const { holder } = lock;
  const now = stateText(state);
  const answer = holder
    ? say`${id} is ${now}, and ${holder.name} (${reasonOf(holder)}) has the lock: it changes nothing more`
    : say`${id} is ${now}, and nobody has the lock: it changes nothing more`;
  return [{ mark: 'wrong', what: say`lock`, where: cluster, answer }];
}

function overrideFinding({ workers }: Facts, override: Override, now: Date): Finding {
  const { id, state } = override;
  const text = outText(override, now);
  const found = { what: say`override`, where: id };
  if (!isActive(state) || state === 'asking') return { ...found, mark: 'ask', answer: text };
  const worker = workers.get(id);
  return worker === undefined
    ? { ...found, mark: 'wrong', answer: nobodyOn(text) }
    : { ...found, mark: 'ok', answer: text };
}

function outText({ host, cluster, state, until, reason, note }: Override, now: Date): string {
  const why = state === 'asking' && note !== undefined ? told(note) : reason;
  const how = overrideText(state);
  return until
    ? say`${host} of ${cluster} ${how} until ${timeText(until, now)}: ${why}`
    : say`${host} of ${cluster} ${how}: ${why}`;
}

/** A rollout's lock is told with it. */
function lockFindings({ cluster, holder, over, problem }: LockNow, now: Date): readonly Finding[] {
  const found = { what: say`lock`, where: cluster };
  if (problem !== undefined) return [{ ...found, mark: 'wrong', answer: told(problem) }];
  if (!holder) return [];
  const { kind, name, since } = holder;
  const text = say`held by ${name} since ${timeText(since, now)} (${reasonOf(holder)})`;
  if (kind === 'person') return [{ ...found, mark: 'note', answer: text }];
  if (!over) return [];
  const mend = formatCommand({ verb: 'unlock', cluster });
  return [{ ...found, mark: 'wrong', answer: say`${text}, and ${name} has ended`, mend }];
}
