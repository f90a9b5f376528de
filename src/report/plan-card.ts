import type { Button, Card, CardLine } from '../model/card.ts';
import { savedText } from '../model/member.ts';
import type { Plan, PlannedBatch, PlannedHost, PlannedMember } from '../model/plan.ts';
import type { Rollout } from '../model/rollout.ts';
import { count, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { placeText } from './place.ts';
import { plain } from './plain.ts';
import { aboutText } from './time.ts';
import { headOf, namesText, stateText } from './wording.ts';

/** What a plan's card needs; a plan that is only shown has neither id nor state. */
export type PlanView = Pick<Rollout, 'cluster' | 'kind' | 'release' | 'plan'> &
  Partial<Pick<Rollout, 'id' | 'state' | 'requester' | 'approvers' | 'rollsBack'>>;

const foldOver = 20;
/** As much of the hash as a person reads; a button sends it back, so that it approves this plan alone. */
const hashShown = 12;

/** The plan before anything happens: batches in order, present weights, the lowest capacity, what to look out for. */
export function planCard(rollout: PlanView): Card {
  const { plan } = rollout;
  const state = rollout.state === undefined ? say`plan only, nothing will be done` : stateText(rollout.state);
  return {
    title: say`${headOf(rollout)} · ${state}`,
    tone: plan.warnings.length > 0 || plan.freeze ? 'warning' : 'plain',
    fields: planFields(rollout),
    table: hostsOf(plan).length > foldOver ? batchTable(plan) : hostTable(plan),
    lines: [
      ...freezeLines(plan),
      ...plan.floor.map(floorLine),
      ...plan.warnings.map((warning) => warningLine(told(warning))),
    ],
    ...(rollout.id !== undefined &&
      rollout.state === 'awaiting-approval' && { buttons: approvalButtons(rollout.id, plan.hash) }),
  };
}

const hostsOf = (plan: Plan): readonly PlannedHost[] => plan.batches.flatMap(({ hosts }) => hosts);

function planFields(rollout: PlanView): { name: string; value: string }[] {
  const size = say`${count(hostsOf(rollout.plan).length, 'host')} in ${count(rollout.plan.batches.length, 'batch', 'batches')}`;
  return [
    { name: say`plan`, value: size },
    ...(rollout.plan.estimateMs === undefined
      ? []
      : [{ name: say`takes`, value: aboutText(rollout.plan.estimateMs) }]),
    ...(rollout.requester === undefined ? [] : [{ name: say`by`, value: plain(rollout.requester) }]),
    ...(rollout.approvers?.length ? [{ name: say`approved by`, value: namesText(rollout.approvers) }] : []),
    ...(rollout.rollsBack === undefined ? [] : [{ name: say`takes back`, value: rollout.rollsBack }]),
  ];
}

function hostTable(plan: Plan): NonNullable<Card['table']> {
  return {
    head: [say`batch`, say`host`, say`release`, say`member`, say`now`],
    rows: plan.batches.flatMap((batch) => batch.hosts.flatMap((host, at) => hostRows(batch, host, at === 0))),
  };
}

function hostRows(batch: PlannedBatch, host: PlannedHost, first: boolean): string[][] {
  const release =
    host.from === undefined ? `→ ${plain(host.to, 60)}` : `${plain(host.from, 60)} → ${plain(host.to, 60)}`;
  const head = [first ? batchName(batch) : '', host.host, release];
  if (host.members.length === 0) return [[...head, say`in no pool`, '']];
  return host.members.map((member, at) => [
    ...(at === 0 ? head : ['', '', '']),
    placeText(member, host.host),
    memberNow(member),
  ]);
}

const batchName = (batch: PlannedBatch): string =>
  batch.canary && !/canary/iu.test(batch.name) ? say`${told(batch.name)} (canary)` : told(batch.name);

function memberNow(member: PlannedMember): string {
  if (member.held) return say`held out; gets back ${savedText(member.held)}`;
  const out = member.inService || member.now.state !== 'ready' ? '' : say`, out of service`;
  return `${savedText(member.now)}${out}`;
}

function batchTable(plan: Plan): NonNullable<Card['table']> {
  return {
    head: [say`batch`, say`hosts`, say`which`],
    rows: plan.batches.map((batch) => [
      batchName(batch),
      String(batch.hosts.length),
      namesText(batch.hosts.map(({ host }) => host)),
    ]),
  };
}

function floorLine({ pool, members, minInService, lowest }: Plan['floor'][number]): CardLine {
  const text = say`never fewer than ${lowest} of ${members} in service (at least ${minInService} wanted)`;
  return lowest < minInService ? { label: pool, text, tone: 'warning' } : { label: pool, text };
}

/** Rolled against a freeze: whose and why, and why all the same, is what an approver has to see first. */
function freezeLines({ freeze }: Plan): CardLine[] {
  if (!freeze) return [];
  const { by, reason, overriddenBecause } = freeze;
  return [warningLine(say`frozen by ${by} (${reason}); rolled all the same: ${overriddenBecause}`)];
}

const warningLine = (text: string): CardLine => ({ text: plain(text), tone: 'warning' });

function approvalButtons(id: string, hash: string): readonly Button[] {
  const which = `${id} ${hash.slice(0, hashShown)}`;
  return [
    { label: say`Approve`, command: `approve ${which}`, style: 'primary' },
    { label: say`Reject`, command: `reject ${which}` },
  ];
}
