import type { Rollout } from '../model/rollout.ts';
import { timeText } from '../report/lock-text.ts';
import { stateText } from '../report/wording.ts';
import { inARow, kept, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { type Desk, Refusal, rolloutNamed } from './desk.ts';
import { expire, isExpired } from './expiry.ts';

/** The rollout, if it still waits for approval; later clicks are told what happened before them, by whom and when. */
export async function awaiting(desk: Desk, id: string): Promise<Rollout> {
  const rollout = await rolloutNamed(desk, id);
  if (rollout.state === 'awaiting-approval' && isExpired(desk, rollout)) {
    await expire(desk, rollout);
    throw new Refusal('refused', say`${id} waited too long for approval and has lapsed: ask for it again`);
  }
  if (rollout.state === 'awaiting-approval') return rollout;
  const decided = (await decisions(desk, id)) || told(rollout.reason ?? kept`decided`);
  const state = stateText(rollout.state);
  throw new Refusal('refused', say`${id} does not wait for approval: ${decided} (${state})`);
}

/** `approved by bob at 14:05`. */
async function decisions(desk: Desk, id: string): Promise<string> {
  const entries = await desk.tools.store.journal.after(id, 0);
  return inARow(
    entries.flatMap(({ body, at }) => {
      const when = timeText(at, desk.now());
      if (body.type === 'approved') return [say`approved by ${body.person} at ${when}`];
      return body.type === 'rejected' ? [say`rejected by ${body.person} at ${when}`] : [];
    }),
  );
}

/** A click counts for the plan that its card showed. */
export function demandSeen({ id, plan }: Rollout, hash: string | undefined): void {
  if (hash === undefined || plan.hash.startsWith(hash)) return;
  throw new Refusal('refused', say`The plan of ${id} is not the one that you saw: look at it again`, {
    buttons: [{ label: say`Show`, command: `status ${id}` }],
    fields: [{ name: say`plan`, value: plan.hash.slice(0, 12) }],
  });
}
