import type { CardLine } from '../model/card.ts';
import type { HostOutcome, HostStatus } from '../model/rollout.ts';
import { steppingText } from '../model/stepping.ts';
import { count, say } from '../text/say.ts';
import { plain } from './plain.ts';
import { durationText } from './time.ts';
import { toldUnderName } from './told-of.ts';
import { stepText } from './wording.ts';

const foldOver = 20;

/** One line per host; over 20 hosts the counts, and the hosts that somebody has to know about. */
export function hostLines(hosts: readonly HostStatus[]): CardLine[] {
  if (hosts.length <= foldOver) return hosts.map(hostLine);
  const attention = hosts.filter(({ outcome }) => ['left-out', 'unwell', 'asking'].includes(outcome));
  const active = hosts.filter(({ outcome }) => outcome === 'active');
  const rest = active.length - foldOver;
  return [
    { text: countsText(hosts) },
    ...attention.map(hostLine),
    ...active.slice(0, foldOver).map(hostLine),
    ...(rest > 0 ? [{ text: say`and ${count(rest, 'more host')} at work` }] : []),
  ];
}

/** `17 done · 3 at work · 10 to come`. */
export function countsText(hosts: readonly HostStatus[]): string {
  const said: readonly (readonly [HostOutcome, (n: number) => string])[] = [
    ['done', (n) => say`${n} done`],
    ['active', (n) => say`${n} at work`],
    ['asking', (n) => say`${n} asking`],
    ['pending', (n) => say`${n} to come`],
    ['skipped', (n) => say`${n} skipped`],
    ['unwell', (n) => say`${n} not seen healthy`],
    ['returned', (n) => say`${n} back without the release`],
    ['left-out', (n) => say`${n} left out`],
  ];
  return said
    .map(([outcome, text]) => ({ text, n: hosts.filter((host) => host.outcome === outcome).length }))
    .filter(({ n }) => n > 0)
    .map(({ n, text }) => text(n))
    .join(' · ');
}

export function hostLine(host: HostStatus): CardLine {
  const text = `${outcomeText(host)}${host.attempt > 1 ? say` (attempt ${host.attempt})` : ''}`;
  const tone = tones[host.outcome];
  return { label: host.host, text, ...(tone && { tone }) };
}

const tones: Partial<Record<HostOutcome, 'good' | 'warning' | 'bad'>> = {
  done: 'good',
  asking: 'warning',
  skipped: 'warning',
  unwell: 'bad',
  returned: 'warning',
  'left-out': 'bad',
};

/** `giving back its weight: at 10% of weight 100` */
function activeText({ step, to, stepping }: HostStatus): string {
  if (step === undefined) return say`at work`;
  return stepping ? say`${stepText(step, to)}: ${steppingText(stepping)}` : stepText(step, to);
}

function outcomeText(host: HostStatus): string {
  const why = host.reason === undefined ? '' : say`: ${plain(toldUnderName(host.host, host.reason))}`;
  const out = host.outMs === undefined ? '' : say`, out ${durationText(host.outMs)}`;
  const texts: Record<HostOutcome, string> = {
    pending: say`to come`,
    active: activeText(host),
    asking: say`needs an answer`,
    done: say`done, on ${plain(host.to, 60)}${out}`,
    unwell: say`on ${plain(host.to, 60)}, not seen healthy${why}`,
    skipped: say`skipped${why}${out}`,
    returned: say`back in service${out}${why}`,
    'left-out': say`left out of service${why}`,
  };
  return texts[host.outcome];
}
