import type { Card, CardLine } from '../model/card.ts';
import type { RolloutState } from '../model/rollout.ts';

/** One more thing to tell about a rollout: the journal entry's line, and the rollout's card as it stands after it. */
export interface Update {
  /** The journal's number: a follower that comes back asks for what came after it. */
  readonly seq: number;
  readonly rollout: string;
  readonly state: RolloutState;
  /** Absent where the entry is not worth a line of its own. */
  readonly line?: CardLine;
  /** The question that is open now, if any. */
  readonly question?: string;
  /** Once the state is final: the rollout that the bot made to take this one back, and runs right after it. */
  readonly next?: string;
  readonly card: Card;
}

/** Follows the journal and says it in cards; knows nothing of any chat. */
export interface Report {
  /** All updates of a rollout after `seq`, in order, until its state is final or `signal` aborts. */
  follow(rollout: string, after: number, signal: AbortSignal): AsyncIterable<Update>;
}
