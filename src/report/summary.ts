import type { CardLine } from '../model/card.ts';
import { leftOutText } from '../model/left-out.ts';
import type { HostOutcome, HostStatus, Rollout } from '../model/rollout.ts';
import { count, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { hostLine } from './host-lines.ts';
import { plain } from './plain.ts';
import { durationText } from './time.ts';
import { namesText } from './wording.ts';

/** A finished rollout: who is out and why first, then who was passed over, then what was done, then what to do. */
export function summaryLines(rollout: Rollout, hosts: readonly HostStatus[]): CardLine[] {
  const of = (outcome: HostStatus['outcome']) => hosts.filter((host) => host.outcome === outcome);
  const untouched = hosts.filter(({ outcome }) => ['pending', 'active', 'asking'].includes(outcome));
  return [
    ...reasonLines(rollout, of('left-out')),
    ...of('left-out').map(hostLine),
    ...of('unwell').map(hostLine),
    ...of('left-out').flatMap((host) => nextLines(rollout, host)),
    ...of('returned').map(hostLine),
    ...of('skipped').map(hostLine),
    ...(untouched.length > 0 ? [untouchedLine(untouched)] : []),
    ...doneLines(of('done'), hosts),
  ];
}

/** The same for who followed the thread, where each host has its message: numbers, except for whom to look after. */
export function shortSummary(rollout: Rollout, hosts: readonly HostStatus[]): CardLine[] {
  const of = (outcome: HostStatus['outcome']) => hosts.filter((host) => host.outcome === outcome);
  const skipped = of('skipped').map(({ host }) => host);
  return [
    ...reasonLines(rollout, of('left-out')),
    ...of('left-out').map(hostLine),
    ...of('unwell').map(hostLine),
    ...of('left-out').flatMap((host) => nextLines(rollout, host)),
    ...of('returned').map(hostLine),
    ...(skipped.length > 0
      ? [{ text: say`skipped: ${namesText(skipped, 20)}`, tone: 'warning' } satisfies CardLine]
      : []),
    ...(of('done').length > 0 ? [countLine(of('done'))] : []),
  ];
}

/** Why it ended so. Who was left out then and is back by now is not told as if still out. */
function reasonLines({ reason, state }: Rollout, out: readonly HostStatus[]): CardLine[] {
  if (reason === undefined) return [];
  const [first = ''] = reason.split('; ');
  const now = leftOutText(out.map(({ host }) => host));
  const isOld = first.startsWith(leftOutText([])) && first !== now;
  const text = isOld ? say`when it ended: ${told(reason)}` : told(reason);
  return [{ text: plain(text), tone: state === 'failed' ? 'bad' : 'warning' }];
}

/** What an operator types to see why, and to give the host back. */
function nextLines(rollout: Rollout, host: HostStatus): CardLine[] {
  const next = `logs ${rollout.id} ${host.host} · enable ${rollout.cluster} ${host.host}`;
  return [{ text: say`to see why, then to give it back: ${next}` }];
}

const untouchedLine = (hosts: readonly HostStatus[]): CardLine => ({
  text: say`not reached: ${namesText(
    hosts.map(({ host }) => host),
    20,
  )}`,
  tone: 'warning',
});

/** Of a host that stands above with what became of it nobody knows that it has not got the new release. */
function doneLines(hosts: readonly HostStatus[], all: readonly HostStatus[]): CardLine[] {
  if (hosts.length === 0 && all.some(({ outcome }) => named.includes(outcome))) return [];
  if (hosts.length === 0) return [{ text: say`no host has the new release` }];
  if (hosts.length <= 20) return hosts.map(hostLine);
  return [countLine(hosts)];
}

const named: readonly HostOutcome[] = ['left-out', 'unwell', 'returned'];

function countLine(hosts: readonly HostStatus[]): CardLine {
  const longest = Math.max(...hosts.map(({ outMs }) => outMs ?? 0));
  const text = say`${count(hosts.length, 'host')} on ${plain(hosts[0]?.to ?? '', 60)}, each back with its weight; out at most ${durationText(longest)}`;
  return { text, tone: 'good' };
}
