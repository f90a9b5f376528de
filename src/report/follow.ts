import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../model/event.ts';
import { isFinal } from '../model/rollout.ts';
import type { Store } from '../store/store.ts';
import { entryLine } from './entry-line.ts';
import type { Report, Update } from './report.ts';
import { questionText, rolloutCard, stillOpen } from './rollout-card.ts';

const gatherMs = 50;

/** Follows the journal of the store; `now` dates what is still running. */
export function createReport(store: Store, now: () => Date = () => new Date()): Report {
  return {
    async *follow(rollout, after, signal) {
      let seen = after;
      for (;;) {
        const entries = await nextEntries(store, rollout, seen, signal);
        if (entries === undefined) return;
        for await (const update of updatesOf(store, rollout, entries, now())) {
          seen = update.seq;
          yield update;
        }
        if (entries.length === 0 || entries.some(endsIt)) return;
        // What comes close together is told together: the rollout has the better use for the database.
        await sleep(gatherMs);
      }
    },
  };
}

const endsIt = ({ body }: Entry): boolean => body.type === 'state' && isFinal(body.state);

/** Waits for entries after `seq`; none are left where the rollout has ended; undefined once the follower has gone. */
async function nextEntries(
  store: Store,
  rollout: string,
  seq: number,
  signal: AbortSignal,
): Promise<readonly Entry[] | undefined> {
  const look = async () => {
    const found = await store.journal.after(rollout, seq);
    if (found.length > 0) return found;
    const ended = isFinal((await store.rollouts.get(rollout))?.state ?? 'dropped');
    // Looked at again, as the last entries may have come between the two looks.
    return ended ? store.journal.after(rollout, seq) : undefined;
  };
  try {
    return await store.changes.until(rollout, look, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** One update an entry; all show the card as it is now, which is what a late follower wants to see. */
async function* updatesOf(
  store: Store,
  id: string,
  entries: readonly Entry[],
  at: Date,
): AsyncIterable<Update> {
  const { rollouts } = store;
  const [rollout, hosts, questions] = await Promise.all([
    rollouts.get(id),
    rollouts.hosts(id),
    rollouts.questions(id),
  ]);
  if (!rollout) return;
  const [question] = stillOpen(rollout, questions);
  // It is made before the end is recorded: whoever sees the end sees it too.
  const next = isFinal(rollout.state) ? await rollouts.takingBack(id) : undefined;
  const card = rolloutCard(rollout, hosts, { now: at, question: questions, next });
  for (const entry of entries) {
    const line = entryLine(entry, rollout.release);
    const { seq } = entry;
    yield {
      seq,
      rollout: id,
      state: rollout.state,
      card,
      ...(line && { line }),
      ...(question && { question: questionText(question) }),
      ...(next !== undefined && { next }),
    };
  }
}
