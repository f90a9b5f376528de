import { setTimeout as pause } from 'node:timers/promises';
import { asFailure, Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Unit } from './unit.ts';

/** Once one unit has said that it is active, the other one is given so long to say that it is too. */
const graceMs = 500;

const isActive = (one: Seen): boolean => 'state' in one && one.state === 'ACTIVE';

type Seen = { readonly unit: Unit } & ({ readonly state: string } | { readonly failure: Failure });

/**
 * Finds the one unit that is active now: the standby's counters are all zero, and what is written to it reaches no
 * traffic. Asked anew before each use, because a pair may fail over at any time; those who ask at once share an answer,
 * so that a unit which never gives one is not asked more and more.
 * @returns a function that throws Failure `unreachable` (retryable) where none is active, `ambiguous` where both are
 */
export function activeOf(units: readonly Unit[], target: string): () => Promise<Unit> {
  const underWay = new Map<Unit, Promise<Seen>>();
  const ask = (unit: Unit): Promise<Seen> => {
    const asked = underWay.get(unit) ?? askNow(unit, target).finally(() => underWay.delete(unit));
    underWay.set(unit, asked);
    return asked;
  };
  return async () => activeAmong(await look(units, ask), target);
}

function activeAmong(seen: readonly Seen[], target: string): Unit {
  const active = seen.filter(isActive);
  if (active.length > 1) throw bothActive(active, target);
  if (active[0]) return active[0].unit;
  for (const one of seen) if ('failure' in one) throw one.failure;
  throw noneActive(seen, target);
}

async function look(units: readonly Unit[], ask: (unit: Unit) => Promise<Seen>): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const looks = units.map(async (unit) => {
    const one = await ask(unit);
    seen.push(one);
    return isActive(one) ? one : Promise.reject(one);
  });
  // Rejects once all have answered, and none is active.
  await Promise.any(looks).catch(() => undefined);
  await Promise.race([Promise.allSettled(looks), pause(graceMs, undefined, { ref: false })]);
  return [...seen];
}

async function askNow(unit: Unit, target: string): Promise<Seen> {
  try {
    return { unit, state: await unit.failover() };
  } catch (error) {
    return { unit, failure: asFailure(error, target) };
  }
}

/** Which of them serves a pool depends on traffic groups, which this does not follow. */
function bothActive(active: readonly Seen[], target: string): Failure {
  const names = active.map(({ unit }) => unit.name).join(' and ');
  const text = kept`${names} are both active, and only one of them serves the pools: make each a provider of its own.`;
  return new Failure('ambiguous', target, text);
}

function noneActive(seen: readonly Seen[], target: string): Failure {
  const states = seen
    .map((one) => `${one.unit.name} is ${'state' in one ? one.state : 'silent'}`) // not shown
    .join(', ');
  const text =
    seen.length === 1
      ? kept`${target} has no active unit now: ${states}; name both units of the pair as its addresses.`
      : kept`${target} has no active unit now: ${states}.`;
  return new Failure('unreachable', target, text);
}
