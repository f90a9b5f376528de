import type { Member } from '../../model/member.ts';
import type { F5DrainBy } from '../../model/provider/f5.ts';
import { memberOf } from './member.ts';
import { aliasesIn, poolPath, resolve } from './names.ts';
import type { Entry, Path, Unit } from './unit.ts';

/** A load balancer as one thing: whichever unit is active. */
export interface Pair {
  /** What messages call it: `lb1`. */
  readonly target: string;
  readonly drainBy: F5DrainBy;
  active(): Promise<Unit>;
}

/** One member of one pool, as it is on the active unit. */
export interface Found {
  readonly unit: Unit;
  readonly pool: Path;
  readonly entry: Entry;
}

/** What a change is about; `where` is its name in messages: `lb1/web 10.0.0.1:80`. */
export interface Place {
  readonly pair: Pair;
  readonly pool: string;
  readonly member: string;
  readonly where: string;
}

export async function readPool(pair: Pair, name: string): Promise<readonly Member[]> {
  const pool = poolPath(name, `${pair.target}/${name}`);
  const unit = await pair.active();
  const [entries, outOfSync] = await Promise.all([unit.entries(pool), unit.outOfSync()]);
  const aliasesOf = aliasesIn(entries);
  return entries.map((entry) => memberOf(entry, aliasesOf(entry), pair.drainBy, outOfSync));
}

/** @throws Failure `missing` where nothing has the name, `ambiguous` where several have it */
export async function find({ pair, pool: name, member, where }: Place): Promise<Found> {
  const pool = poolPath(name, where);
  const unit = await pair.active();
  return { unit, pool, entry: resolve(await unit.entries(pool), member, where) };
}
