import type { Board, Post, Shown, Thread } from '../../../../src/report/board.ts';

const nameOf = ({ subject, place }: Thread) => `${subject} ${place.channel}`;

export const thread = (subject: string, channel: string): Thread => ({
  subject,
  place: { chat: 'slack', channel },
});

/** A board in memory. What was kept stays when the delivery dies. */
export function createFakeBoard() {
  const threads = new Map<string, { readonly thread: Thread; posts: readonly Post[]; final: boolean }>();
  const kept = new Map<string, Map<string, Shown>>();
  const closed = new Set<string>();
  const listeners = new Set<(subject: string) => void>();
  const of = (each: Thread) => {
    const found = threads.get(nameOf(each));
    if (!found) throw new Error(`no thread ${nameOf(each)}`);
    return found;
  };

  /** @param wire stands between the delivery and its memory */
  const board = (wire: <T>(does: () => T) => Promise<T> = async (does) => does()): Board => ({
    open: async () =>
      [...threads.values()].map(({ thread }) => thread).filter((each) => !closed.has(nameOf(each))),
    posts: async (each) => {
      const { posts, final } = of(each);
      return { posts, final, requester: 'ann' };
    },
    shown: async (each) => new Map(kept.get(nameOf(each))),
    keep: (each, shown) =>
      wire(() => {
        const mine = kept.get(nameOf(each)) ?? new Map<string, Shown>();
        kept.set(nameOf(each), mine.set(shown.key, { ...shown, at: new Date() }));
      }),
    close: (each) => wire(() => void closed.add(nameOf(each))),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
  return {
    board,
    closed,
    kept,
    /** What the thread should show from now on. */
    tell(each: Thread, posts: readonly Post[], final = false) {
      threads.set(nameOf(each), { thread: each, posts, final });
      for (const listener of listeners) listener(each.subject);
    },
    isClosed: (each: Thread) => closed.has(nameOf(each)),
  };
}
