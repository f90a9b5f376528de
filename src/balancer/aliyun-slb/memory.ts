/** Answers to questions that are asked often and whose answer seldom changes, each kept for a while. */
export interface Memory<T> {
  /** The answer that is kept, or under way, or else a new one; a failure is not kept. */
  get(key: string, ask: () => Promise<T>): Promise<T>;
}

export function createMemory<T>(keptMs: number): Memory<T> {
  const kept = new Map<string, { readonly answer: Promise<T>; readonly until: number }>();
  const forget = (isOver: (key: string, until: number) => boolean): void => {
    for (const [key, { until }] of kept) if (isOver(key, until)) kept.delete(key);
  };
  return {
    get(key, ask) {
      const now = performance.now();
      forget((_, until) => until <= now);
      const known = kept.get(key);
      if (known) return known.answer;
      const answer = ask();
      kept.set(key, { answer, until: now + keptMs });
      answer.catch(() => {
        if (kept.get(key)?.answer === answer) kept.delete(key);
      });
      return answer;
    },
  };
}
