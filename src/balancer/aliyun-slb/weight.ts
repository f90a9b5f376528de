import { Failure } from '../../model/failure.ts';
import type { Saved } from '../../model/member.ts';
import { kept } from '../../text/say.ts';

export const maxWeight = 100;

export function checkWeight(weight: number, where: string): void {
  if (Number.isInteger(weight) && weight >= 0 && weight <= maxWeight) return;
  throw new Failure(
    'invalid',
    where,
    kept`Weight ${weight} of ${where} is out of range: SLB takes whole numbers from 0 to ${maxWeight}.`,
  );
}

export function checkSaved({ weight, state }: Saved, where: string): void {
  checkWeight(weight, where);
  if (state === 'ready') return;
  throw new Failure(
    'invalid',
    where,
    kept`"${state}" is no state for ${where}: SLB has only weights, and 0 is drained.`,
  );
}

export const noPercent = (percent: number, where: string): Failure =>
  new Failure(
    'invalid',
    where,
    kept`${percent}% is no weight for ${where}: SLB knows no configured weight beside the present one.`,
  );
