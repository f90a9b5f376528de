/** What was asked of Slack, remembered by key. */
export interface Remembered {
  /** How long an answer counts as fresh, in milliseconds. */
  readonly freshMs: number;
  /** For how long after that it still counts while Slack can't be asked. */
  readonly staleMs: number;
  /** How long anybody waits for a new answer where there is an old one. */
  readonly patienceMs: number;
  now(): number;
}

interface Answer<T> {
  readonly value: T;
  readonly at: number;
}

/**
 * A look-up that asks once for all who want to know at the same time, and again when the answer is old. Throws what the
 * question threw where nothing usable is remembered.
 */
export function createRemembered<T>(
  ask: (key: string) => Promise<T>,
  times: Remembered,
): (key: string) => Promise<T> {
  const answers = new Map<string, Answer<T>>();
  const asking = new Map<string, Promise<T>>();
  const askOnce = (key: string): Promise<T> => {
    const running = asking.get(key);
    if (running) return running;
    const started = ask(key)
      .then((value) => {
        answers.set(key, { value, at: times.now() });
        return value;
      })
      .finally(() => asking.delete(key));
    asking.set(key, started);
    return started;
  };
  return (key) => {
    const known = answers.get(key);
    const age = known === undefined ? Number.POSITIVE_INFINITY : times.now() - known.at;
    if (known === undefined || age > times.freshMs + times.staleMs) return askOnce(key);
    return age <= times.freshMs ? Promise.resolve(known.value) : orElse(askOnce(key), known.value, times);
  };
}

/** The new answer, or the old one where the new one fails or keeps people waiting. */
async function orElse<T>(fresh: Promise<T>, known: T, { patienceMs }: Remembered): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(known), patienceMs);
  });
  try {
    return await Promise.race([fresh.catch(() => known), waited]);
  } finally {
    clearTimeout(timer);
  }
}
