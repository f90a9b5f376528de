import type { Override } from '../model/override.ts';
import type { Desk } from './desk.ts';
import { approvalOf } from './expiry.ts';
import { overrideNamed } from './overrides.ts';

/** The overrides that one click is about: those that were asked for together, in the turn of all their approvals. */
export async function inTurnOf<T>(
  desk: Desk,
  id: string,
  run: (group: readonly Override[]) => Promise<T>,
): Promise<T> {
  const group = await desk.tools.store.overrides.together(await overrideNamed(desk, id));
  return desk.tools.turns.inTurns(
    group.map((each) => approvalOf(each.id)),
    () => run(group),
  );
}
