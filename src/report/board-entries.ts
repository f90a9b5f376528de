import type { Entry } from '../model/event.ts';
import type { Journal } from '../store/journal.ts';

/** The journal's part on a subject, kept in memory as long as it is told: a large rollout is read once, then what is new. */
export interface BoardEntries {
  of(subject: string): Promise<readonly Entry[]>;
  forget(subject: string): void;
}

/** Entries get their numbers before they are committed: a lower one may be seen after a higher one, by this many. */
const overlap = 100;

export function createBoardEntries(journal: Pick<Journal, 'after'>): BoardEntries {
  const known = new Map<string, Promise<readonly Entry[]>>();
  const read = async (subject: string, before: readonly Entry[]) => {
    const from = Math.max(0, (before.at(-1)?.seq ?? 0) - overlap);
    const fresh = await journal.after(subject, from);
    return [...before.filter(({ seq }) => seq <= from), ...fresh];
  };
  return {
    // One look after the other, so that none takes the place of a newer one.
    of(subject) {
      const last = known.get(subject) ?? Promise.resolve([]);
      const next = last.catch(() => []).then((before) => read(subject, before));
      known.set(subject, next);
      return next;
    },
    forget: (subject) => void known.delete(subject),
  };
}
