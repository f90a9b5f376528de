import type { Override } from '../../model/override.ts';
import type { Wished } from '../../store/overrides.ts';
import type { Tools } from '../tools.ts';
import { keepTaken } from './keep-taken.ts';
import { overrideOf, record, setState } from './subject.ts';

/** Why the host is to come back. Wishes up to `seq` have been acted on. Plain JSON. */
export interface Cause {
  readonly why: 'time' | 'enable' | 'enable-anyway';
  readonly seq: number;
  readonly person?: string;
}

/** An attempt to bring it back; `round` makes it the same one after a crash. */
export interface Attempt extends Cause {
  readonly round: number;
}

/** So long before its end people are told, where it lasts longer than that. */
export const warnBeforeMs = 5 * 60_000;

/**
 * Keeps the host out until its time is over or a person wants it back; while the override asks, only a person decides.
 * By the clock on the wall and what is in the store: after a restart it goes on as if there had been none.
 */
export async function waitOut(tools: Tools, id: string, after: number): Promise<Cause> {
  const { changes } = tools.store;
  const told = { warning: '' };
  const look = () => causeNow(tools, id, after, told);
  // A first look that fails is made again, like those that follow it.
  const now = await look().catch(() => undefined);
  return now ?? keepTaken(tools, id, () => changes.until(id, look));
}

async function causeNow(
  tools: Tools,
  id: string,
  after: number,
  told: { warning: string },
): Promise<Cause | undefined> {
  // The wishes first: one that comes in between has then changed the end that is looked at, or is seen at the next look.
  const last = (await tools.store.overrides.wishes(id, after)).at(-1);
  const override = await overrideOf(tools, id);
  if (last && last.wish !== 'extend') return { why: last.wish, seq: last.seq, person: last.person };
  const { state } = override;
  if (last && (state === 'asking' || state === 'returning'))
    return void (await stayOut(tools, override, last));
  // An attempt to come back that an error of our own ended: nobody was asked, so it is made again.
  if (state === 'returning') return { why: 'time', seq: after };
  if (state !== 'out' || override.until === undefined) return undefined;
  const leftMs = override.until.getTime() - tools.store.now().getTime();
  if (leftMs <= 0) return { why: 'time', seq: last?.seq ?? after };
  if (leftMs <= warnBeforeMs) await warn(tools, override, override.until, told);
  return undefined;
}

/** Once for each end. What is out for a moment only needs no warning. */
async function warn(tools: Tools, override: Override, until: Date, told: { warning: string }): Promise<void> {
  const iso = until.toISOString();
  const began = override.outAt?.getTime() ?? 0;
  if (told.warning === iso || until.getTime() - began <= warnBeforeMs) return;
  await record(tools, override, `ends-soon/${iso}`, { type: 'ends-soon', until: iso });
  told.warning = iso;
}

/** Somebody wants it out longer: whatever was asked is answered by that. */
export function stayOut(tools: Tools, override: Override, { seq, person }: Wished): Promise<void> {
  return setState(tools, override, { state: 'out', key: `out/${seq}`, person });
}
