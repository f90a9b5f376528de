import type { Card, CardLine } from '../model/card.ts';
import { type HostOutcome, type HostStatus, hostSteps, isFinal, type Rollout } from '../model/rollout.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { hostLines } from './host-lines.ts';
import { plain } from './plain.ts';
import { planCard } from './plan-card.ts';
import { type OpenQuestion, rolloutButtons } from './rollout-buttons.ts';
import { summaryLines } from './summary.ts';
import { durationText } from './time.ts';
import { toldWithName } from './told-of.ts';
import { headOf, namesText, stateText, stateTone } from './wording.ts';

/**
 * A rollout as it stands: its plan while it awaits approval, progress and hosts while it runs, the summary at its end.
 * @param extra what is asked (several hosts may ask at once), and the time that counts as now
 */
export function rolloutCard(
  rollout: Rollout,
  hosts: readonly HostStatus[],
  extra: {
    readonly question?: OpenQuestion | readonly OpenQuestion[];
    readonly now: Date;
    /** The rollout that takes this one back already. */
    readonly next?: string | undefined;
  },
): Card {
  if (rollout.state === 'awaiting-approval') return planCard(rollout);
  const questions = stillOpen(rollout, [extra.question ?? []].flat());
  const buttons = extra.next === undefined ? rolloutButtons(rollout, hosts, questions) : [];
  const progress = progressOf(rollout, hosts);
  return {
    title: say`${headOf(rollout)} · ${stateText(rollout.state)}`,
    tone: toneOf(rollout, hosts),
    fields: fieldsOf(rollout, hosts, extra.now),
    lines: isFinal(rollout.state) ? summaryLines(rollout, hosts) : liveLines(rollout, hosts, questions),
    ...(progress !== undefined && { progress }),
    ...(buttons.length > 0 && { buttons }),
  };
}

/** An abort or a rollback answers them all, also before the hosts that asked have seen it. */
export const stillOpen = (
  { state }: Pick<Rollout, 'state'>,
  questions: readonly OpenQuestion[],
): readonly OpenQuestion[] => (state === 'aborting' ? [] : questions);

/** Nobody is asked any more where it is being aborted: the host is on its way to its end. */
function stands(rollout: Rollout, host: HostStatus): HostStatus {
  if (rollout.state !== 'aborting' || host.outcome !== 'asking') return host;
  const { step: _, ...rest } = host;
  return { ...rest, outcome: 'active' };
}

function toneOf(rollout: Rollout, hosts: readonly HostStatus[]): Card['tone'] {
  if (!isFinal(rollout.state)) return stateTone[rollout.state];
  if (
    rollout.state === 'failed' ||
    hosts.some(({ outcome }) => outcome === 'left-out' || outcome === 'unwell')
  )
    return 'bad';
  const notAll = rollout.state === 'succeeded' && hosts.some(({ outcome }) => outcome !== 'done');
  return notAll ? 'warning' : stateTone[rollout.state];
}

const notRolled: readonly HostOutcome[] = ['skipped', 'returned', 'left-out'];

/** Hosts count by the steps behind them, so that the bar moves within a batch too. */
export function progressOf(rollout: Rollout, hosts: readonly HostStatus[]): number | undefined {
  if (rollout.state === 'dropped' || hosts.length === 0) return undefined;
  const parts = hosts.map(({ outcome, step }) => {
    if (outcome === 'pending') return 0;
    if (outcome === 'active' || outcome === 'asking')
      return step ? hostSteps.indexOf(step) / hostSteps.length : 0;
    // Passed over counts as through while it runs; at the end the bar says how much was really rolled.
    return isFinal(rollout.state) && notRolled.includes(outcome) ? 0 : 1;
  });
  return parts.reduce((sum, part) => sum + part, 0) / hosts.length;
}

function fieldsOf(
  rollout: Rollout,
  hosts: readonly HostStatus[],
  now: Date,
): { name: string; value: string }[] {
  const batch = isFinal(rollout.state) ? undefined : batchText(rollout, hosts);
  const since = rollout.startedAt;
  const spent = since && (rollout.finishedAt ?? now).getTime() - since.getTime();
  return [
    ...(batch === undefined ? [] : [{ name: say`batch`, value: batch }]),
    ...(spent === undefined || (spent === 0 && !rollout.finishedAt)
      ? []
      : [{ name: rollout.finishedAt ? say`took` : say`elapsed`, value: durationText(spent) }]),
    { name: say`by`, value: plain(rollout.requester) },
    ...(rollout.approvers.length > 0
      ? [{ name: say`approved by`, value: namesText(rollout.approvers) }]
      : []),
    ...(rollout.rollsBack === undefined ? [] : [{ name: say`takes back`, value: rollout.rollsBack }]),
  ];
}

/** `2 of 4`: the first planned batch that still has a host to finish. */
function batchText(rollout: Rollout, hosts: readonly HostStatus[]): string | undefined {
  const unfinished = new Set(
    hosts.filter(({ outcome }) => ['pending', 'active', 'asking'].includes(outcome)).map(({ host }) => host),
  );
  const { batches } = rollout.plan;
  const at = batches.findIndex((batch) => batch.hosts.some(({ host }) => unfinished.has(host)));
  const batch = batches[at];
  return batch && `${say`${at + 1} of ${batches.length}`}${batch.canary ? say`, canary` : ''}`;
}

function liveLines(
  rollout: Rollout,
  hosts: readonly HostStatus[],
  questions: readonly OpenQuestion[],
): CardLine[] {
  const asked = questions.map((question): CardLine => ({ text: questionText(question), tone: 'warning' }));
  const why: CardLine[] =
    rollout.reason === undefined || asked.length > 0
      ? []
      : [{ text: plain(told(rollout.reason)), tone: 'warning' }];
  return [...asked, ...why, ...hostLines(hosts.map((host) => stands(rollout, host)))];
}

/** The question in one line, its host in front. */
export const questionText = (question: OpenQuestion): string =>
  plain(toldWithName(question.host, question.text));
