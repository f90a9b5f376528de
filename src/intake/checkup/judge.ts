import { formatCommand } from '../../command/format.ts';
import { isActive, type Override } from '../../model/override.ts';
import type { Rollout, RolloutState } from '../../model/rollout.ts';
import type { Finding } from '../../report/findings-card.ts';
import { timeText } from '../../report/lock-text.ts';
import { headOf, overrideText, stateText } from '../../report/wording.ts';
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
  const found = { what: 'rollout', where: id };
  if (state === 'awaiting-approval') return { ...found, mark: 'ask', answer: text };
  const worker = workers.get(id);
  if (worker !== undefined) return { ...found, mark: 'ok', answer: `${text}; ${worker} works on it` };
  const isNext = state === 'queued' && rollouts.some((each) => each.rollout.id === rollsBack);
  if (isNext) return { ...found, mark: 'ok', answer: `${text}; ${rollsBack} starts it` };
  return { ...found, mark: 'wrong', answer: `${text}; ${nobody}` };
}

const nobody = 'no process of the bot works on it: start one';

function questionFinding({ id }: Rollout, { host, text, since }: Waiting, now: Date): Finding {
  const where = host === undefined ? id : `${id} ${host}`;
  const when = since ? `since ${timeText(since, now)}: ` : '';
  return { mark: 'ask', what: 'question', where, answer: `${when}${text}` };
}

/** From its first change to its last a rollout holds its cluster's lock. */
const holding: readonly RolloutState[] = ['running', 'paused', 'waiting', 'aborting'];

function withoutLock({ locks }: Facts, { id, cluster, state }: Rollout): readonly Finding[] {
  const lock = locks.find((each) => each.cluster === cluster);
  if (!holding.includes(state) || !lock || lock.problem !== undefined || lock.holder?.name === id) return [];
  const who = lock.holder ? `${lock.holder.name} (${lock.holder.reason})` : 'nobody';
  const answer = `${id} is ${stateText(state)}, and ${who} has the lock: it changes nothing more`;
  return [{ mark: 'wrong', what: 'lock', where: cluster, answer }];
}

function overrideFinding({ workers }: Facts, override: Override, now: Date): Finding {
  const { id, host, cluster, state, until, reason, note } = override;
  const end = until ? ` until ${timeText(until, now)}` : '';
  const why = state === 'asking' && note !== undefined ? note : reason;
  const text = `${host} of ${cluster} ${overrideText(state)}${end}: ${why}`;
  const found = { what: 'override', where: id };
  if (!isActive(state) || state === 'asking') return { ...found, mark: 'ask', answer: text };
  const worker = workers.get(id);
  return worker === undefined
    ? { ...found, mark: 'wrong', answer: `${text}; ${nobody}` }
    : { ...found, mark: 'ok', answer: text };
}

/** A rollout's lock is told with it. */
function lockFindings({ cluster, holder, over, problem }: LockNow, now: Date): readonly Finding[] {
  const found = { what: 'lock', where: cluster };
  if (problem !== undefined) return [{ ...found, mark: 'wrong', answer: problem }];
  if (!holder) return [];
  const { kind, name, reason, since } = holder;
  const text = `held by ${name} since ${timeText(since, now)} (${reason})`;
  if (kind === 'person') return [{ ...found, mark: 'note', answer: text }];
  if (!over) return [];
  const mend = formatCommand({ verb: 'unlock', cluster });
  return [{ ...found, mark: 'wrong', answer: `${text}, and ${name} has ended`, mend }];
}
