import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { type Saved, savedText } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import { methodSchema, type RealServer, type Setting } from './table.ts';

/** What is to become of a real server: a setting, or out of the table. */
export type Wish = Setting | 'gone';

/** Decides it from what the director shows, as often as that changes; undefined: it is not in the table. */
export type Decide = (now: RealServer | undefined, others: readonly RealServer[]) => Wish;

/** ipvsadm's own limit (ipvsadm.c, string_to_number of `-w`); up to 1.26 it is 65535, and those say so themselves. */
export const maxWeight = 2 ** 31 - 1;

/** @throws Failure `invalid` */
export function checkWeight(weight: number, where: string): void {
  if (Number.isInteger(weight) && weight >= 0 && weight <= maxWeight) return;
  throw new Failure(
    'invalid',
    where,
    kept`Weight ${weight} of ${where} is out of range: LVS takes 0 to ${maxWeight}.`,
  );
}

/** @param states what the balancer shows, and therefore saves. @throws Failure `invalid` */
export function checkSaved(saved: Saved, states: readonly string[], where: string): void {
  checkWeight(saved.weight, where);
  if (states.includes(saved.state)) return;
  throw new Failure(
    'invalid',
    where,
    kept`${where} can't be given back with ${savedText(saved)}: LVS has only ${states.join(' and ')} here.`,
  );
}

/** @throws Failure `invalid`, as IPVS keeps no weight beside the present one */
export function demandNumber(weight: number | { readonly percent: number }, where: string): number {
  if (typeof weight === 'number') return weight;
  const text = kept`LVS knows no configured weight for ${where}: say a number instead of ${weight.percent}%.`;
  throw new Failure('invalid', where, text);
}

/** What a change of the weight alone would lose, for `Member.extra`. */
export const extraOf = ({ method, upper, lower }: Setting) => ({ method, upper, lower });

const threshold = z.number().int().nonnegative();
const extraSchema = z.object({
  method: methodSchema,
  upper: threshold,
  lower: threshold,
});

/** The saved facts; undefined where there are none, which means “as it is now”. @throws Failure `invalid` */
export function facts(extra: Saved['extra'], where: string): Omit<Setting, 'weight'> | undefined {
  if (extra === undefined) return undefined;
  const parsed = extraSchema.safeParse(extra);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new Failure(
    'invalid',
    where,
    kept`What was saved of ${where} beside its weight makes no sense at "${field}".`,
  );
}

export const isAs = (server: RealServer | undefined, wish: Wish): boolean =>
  server === undefined || wish === 'gone'
    ? server === undefined && wish === 'gone'
    : sameSetting(server, wish);

const sameSetting = (one: Setting, other: Setting): boolean =>
  one.weight === other.weight &&
  one.method === other.method &&
  one.upper === other.upper &&
  one.lower === other.lower;
