import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';

/**
 * nginx itself takes any number above 0 that its machine can count to (ngx_http_upstream_server). This is as far as it
 * stays harmless: `hash … consistent` keeps 160 points in memory for each unit of weight.
 */
export const maxWeight = 65_535;

/** @throws Failure `invalid` for what is no weight, and for percentages: no other weight than the present one is known */
export function checkWeight(weight: number | { readonly percent: number }, where: string): number {
  if (typeof weight !== 'number') {
    const text = kept`${where} has no weight beside its present one that ${weight.percent}% could be of: give a number.`;
    throw new Failure('invalid', where, text);
  }
  if (Number.isInteger(weight) && weight >= 1 && weight <= maxWeight) return weight;
  const text = kept`Weight ${weight} of ${where} is out of range: nginx takes 1 to ${maxWeight} here.`;
  throw new Failure('invalid', where, text);
}
