import { isFinal, type RolloutState } from '../../src/model/rollout.ts';
import type { Update } from '../../src/report/report.ts';
import type { Bot } from '../scenarios/bot.ts';
import { waitFor } from './wait.ts';

/** How a rollout ended, by its own report. */
export interface Ended {
  readonly id: string;
  readonly state: RolloutState;
  /** Hosts that it says are left out of service. */
  readonly leftOut: readonly string[];
  /** The rollout that takes it back. */
  readonly next?: string;
}

/**
 * Follows a rollout to its end, at a bot that is not killed.
 * @param answer for the one question that it may ask; @throws where it asks anything else
 */
export async function follow(
  steady: Bot,
  id: string,
  answer: ((question: string) => Promise<void>) | undefined,
  signal: AbortSignal,
): Promise<Ended> {
  const rolling = steady.follow(id);
  const told = (what: string) => `${id} ${what}; it told:\n${rolling.lines().join('\n')}`;
  let answered: string | undefined;
  for (;;) {
    const update = await waitFor(
      () => told('is over'),
      () => {
        const last = rolling.last();
        return last && (isFinal(last.state) || (last.question ?? answered) !== answered) && last;
      },
      signal,
    );
    if (isFinal(update.state)) return endedAs(update);
    const { question = '' } = update;
    if (!answer || answered !== undefined) throw new Error(told(`asks what nobody expects (${question})`));
    answered = question;
    await answer(question);
  }
}

const endedAs = ({ rollout, state, card, next }: Update): Ended => ({
  id: rollout,
  state,
  leftOut: (card.lines ?? []).flatMap(({ label, text }) =>
    label !== undefined && text.startsWith('left out of service') ? [label] : [],
  ),
  ...(next !== undefined && { next }),
});
