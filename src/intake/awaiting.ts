import type { Rollout } from '../model/rollout.ts';
import { timeText } from '../report/lock-text.ts';
import { type Desk, Refusal, rolloutNamed } from './desk.ts';
import { expire, isExpired } from './expiry.ts';

/** The rollout, if it still waits for approval; later clicks are told what happened before them, by whom and when. */
export async function awaiting(desk: Desk, id: string): Promise<Rollout> {
  const rollout = await rolloutNamed(desk, id);
  if (rollout.state === 'awaiting-approval' && isExpired(desk, rollout)) {
    await expire(desk, rollout);
    throw new Refusal('refused', `${id} waited too long for approval and has lapsed: ask for it again`);
  }
  if (rollout.state === 'awaiting-approval') return rollout;
  const decided = (await decisions(desk, id)) || (rollout.reason ?? 'decided');
  throw new Refusal('refused', `${id} does not wait for approval: ${decided} (${rollout.state})`);
}

/** `approved by bob at 14:05`. */
async function decisions(desk: Desk, id: string): Promise<string> {
  const entries = await desk.tools.store.journal.after(id, 0);
  return entries
    .flatMap(({ body, at }) =>
      body.type === 'approved' || body.type === 'rejected'
        ? [`${body.type} by ${body.person} at ${timeText(at, desk.now())}`]
        : [],
    )
    .join(', ');
}

/** A click counts for the plan that its card showed. */
export function demandSeen({ id, plan }: Rollout, hash: string | undefined): void {
  if (hash === undefined || plan.hash.startsWith(hash)) return;
  throw new Refusal('refused', `The plan of ${id} is not the one that you saw: look at it again`, {
    buttons: [{ label: 'Show', command: `status ${id}` }],
    fields: [{ name: 'plan', value: plan.hash.slice(0, 12) }],
  });
}
