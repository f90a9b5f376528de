import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../model/failure.ts';
import { type Saved, savedText } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import { type Found, find, type Place } from './place.ts';
import { drainingSwitch, ownState, stateOf, switchesFor } from './settings.ts';
import type { Change, Entry } from './unit.ts';

/** From the first ratio to the highest that a BIG-IP may take; its pages offer 1 to 100, its API says no limit. */
export const leastRatio = 1;
export const mostRatio = 65_535;

/** Before a change that can't be seen is called ineffective, it is looked at once more after so long. */
const lagMs = 100;

/** What keeps off new connections already, by whichever switch or by its node, is left as it is. */
export async function drain(place: Place): Promise<void> {
  const { drainBy } = place.pair;
  const found = await find(place);
  if (stateOf(found.entry, drainBy) !== 'ready') return;
  await run(place, found, drainingSwitch[drainBy], 'drain', (now) => ownState(now, drainBy) !== 'ready');
}

/** Everything is written, also what seems right already: somebody may be changing it at this very moment. */
export async function apply(place: Place, saved: Saved): Promise<void> {
  checkSaved(saved, place.where);
  const found = await find(place);
  // The ratio that it has can be given back whatever the range: the BIG-IP took it once.
  if (saved.weight !== found.entry.ratio) checkRatio(saved.weight, place.where);
  const priorityGroup = saved.extra?.priorityGroup;
  const change = {
    ...switchesFor(saved.state, found.entry, place.pair.drainBy),
    ratio: saved.weight,
    ...(typeof priorityGroup === 'number' && { priorityGroup }),
  };
  await run(place, found, change, savedText(saved), (now) => isThere(now, change));
}

/** What was not asked for is as it may be. */
const isThere = (now: Entry, change: Change): boolean => {
  const { enabled, forcedDown, ratio, priorityGroup } = { ...now, ...change };
  return (
    now.enabled === enabled &&
    now.forcedDown === forcedDown &&
    now.ratio === ratio &&
    now.priorityGroup === priorityGroup
  );
};

export async function weigh(place: Place, share: number | { readonly percent: number }): Promise<void> {
  const ratio = ratioOf(share, place.where);
  await run(place, await find(place), { ratio }, `weight ${ratio}`, (now) => now.ratio === ratio);
}

async function run(
  place: Place,
  { unit, pool, entry }: Found,
  change: Change,
  wish: string,
  holds: (now: Entry) => boolean,
): Promise<void> {
  await unit.change(pool, entry, change);
  const first = await find(place);
  if (first.unit === unit && holds(first.entry)) return;
  await pause(lagMs);
  const last = await find(place);
  if (last.unit !== unit) throw failedOver(place, wish, last.unit.name);
  if (!holds(last.entry)) throw ineffective(last.entry, wish, place);
}

/** Retryable: the unit that is active now is asked the next time. */
function failedOver({ pair, where }: Place, wish: string, name: string): Failure {
  const text = kept`${pair.target} failed over to ${name} while "${wish}" was set for ${where}: it has to be set there too.`;
  return new Failure('unreachable', where, text);
}

function ineffective(entry: Entry, wish: string, { pair, where }: Place): Failure {
  const now = savedText({ weight: entry.ratio, state: stateOf(entry, pair.drainBy) });
  return new Failure(
    'ineffective',
    where,
    kept`BIG-IP accepted "${wish}" for ${where}, but shows ${now}, priority group ${entry.priorityGroup}.`,
  );
}

function checkRatio(ratio: number, where: string): void {
  if (Number.isInteger(ratio) && ratio >= leastRatio && ratio <= mostRatio) return;
  throw new Failure(
    'invalid',
    where,
    kept`Weight ${ratio} of ${where} is out of range: BIG-IP takes a ratio of ${leastRatio} to ${mostRatio}.`,
  );
}

function checkSaved({ state }: Saved, where: string): void {
  if (['ready', 'drain', 'maint'].includes(state)) return;
  throw new Failure('invalid', where, kept`"${state}" is no state for ${where}: ready, drain and maint are.`);
}

function ratioOf(share: number | { readonly percent: number }, where: string): number {
  if (typeof share !== 'number')
    throw new Failure(
      'invalid',
      where,
      kept`BIG-IP keeps no configured weight of ${where} that ${share.percent}% could be of.`,
    );
  checkRatio(share, where);
  return share;
}
