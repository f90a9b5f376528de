import type { Button } from '../../model/card.ts';
import { isFinal } from '../../model/rollout.ts';
import type { Update } from '../../report/report.ts';
import { say } from '../../text/say.ts';

/** What a rollout waits for a person on. The same `key` is the same thing, which a person answers once. */
export interface Attention {
  readonly kind: 'approval' | 'question';
  readonly key: string;
  readonly text: string;
  readonly buttons: readonly Button[];
}

export function attentionOf(update: Update): Attention | undefined {
  const { buttons = [] } = update.card;
  if (isFinal(update.state)) return undefined;
  if (update.state === 'awaiting-approval') {
    const key = approvalOf(update.card.buttons)?.command ?? 'approval';
    return { kind: 'approval', key, text: say`${update.rollout} awaits approval`, buttons };
  }
  if (update.question === undefined) return undefined;
  return { kind: 'question', key: update.question, text: update.question, buttons };
}

export const approvalOf = (buttons: readonly Button[] = []): Button | undefined =>
  buttons.find(({ command }) => command.startsWith('approve '));

/** `Approve / Reject ? ` */
export const promptFor = ({ buttons }: Attention): string =>
  `${buttons.map(({ label }) => label).join(' / ')} ? `;
