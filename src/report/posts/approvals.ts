import { inARow, say } from '../../text/say.ts';
import { plain } from '../plain.ts';
import { clockText } from '../time.ts';
import type { RolloutView } from './view.ts';

/** `approved  1 of 2: bob at 14:03`; none where nobody has to approve. */
export function approvalField(view: RolloutView): { name: string; value: string }[] {
  const { rollout, access } = view;
  const { approvers } = rollout;
  const awaits = rollout.state === 'awaiting-approval';
  if (approvers.length === 0 && !(awaits && access.approvals > 1)) return [];
  const names = inARow(approvers.map((person) => approvalText(view, person)));
  if (!awaits) return [{ name: say`approved by`, value: names }];
  const counted = say`${approvers.length} of ${Math.max(access.approvals, approvers.length + 1)}`;
  return [{ name: say`approved`, value: names === '' ? counted : say`${counted}: ${names}` }];
}

/** The time is of the last approval: one of an earlier plan does not count any more. */
function approvalText({ entries }: RolloutView, person: string): string {
  const entry = entries.findLast(({ body }) => body.type === 'approved' && body.person === person);
  const name = plain(person, 80);
  return entry ? say`${name} at ${clockText(entry.at)}` : name;
}
