import type { AnswerCode } from '../../intake/intake.ts';
import { asFailure, Failure } from '../../model/failure.ts';
import type { RolloutState } from '../../model/rollout.ts';
import { told } from '../../text/told.ts';

/** What scripts read from the client's exit code. */
export const exit = {
  done: 0,
  /** The rollout failed or was aborted. */
  notDone: 1,
  notUnderstood: 2,
  /** It waits for a person: an approval or an answer. */
  waiting: 3,
  refused: 4,
  outside: 5,
  /** No bot runs here (EX_UNAVAILABLE). */
  noBot: 69,
  interrupted: 130,
} as const;

export const exitOfAnswer: Readonly<Record<AnswerCode, number>> = {
  ok: exit.done,
  wrong: exit.notUnderstood,
  refused: exit.refused,
  failed: exit.outside,
};

/** Of a final state; a dropped rollout was rejected, expired or refused before it changed anything. */
export function exitOfState(state: RolloutState): number {
  if (state === 'succeeded') return exit.done;
  return state === 'dropped' ? exit.refused : exit.notDone;
}

/**
 * Of a rollout that was taken back: its release was not rolled, however well taking it back went.
 * @param code what following the rollout that took it back ended with; where that was not its end, it stands
 */
export const exitOfTakenBack = (code: number): number =>
  ([exit.done, exit.notDone, exit.refused] as number[]).includes(code) ? exit.notDone : code;

export function exitOfError(error: unknown): { readonly code: number; readonly text: string } {
  const failure = error instanceof Failure ? error : asFailure(error, 'the bot'); // not shown
  const codes: Partial<Record<Failure['kind'], number>> = {
    missing: exit.noBot,
    unreachable: exit.noBot,
    denied: exit.refused,
  };
  return { code: codes[failure.kind] ?? exit.outside, text: told(failure.message) };
}
