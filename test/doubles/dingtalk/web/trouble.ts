import { type Answer, refused } from './answer.ts';

/** What goes wrong, by the path of the API. */
export function createTroubles() {
  const losing = new Map<string, number>();
  const refusing = new Map<string, { times: number; readonly answer: Answer }>();
  let away = false;
  return {
    loseAnswer: (path: string, times: number) => void losing.set(path, times),
    refuse: (path: string, times: number, status: number, code: string) =>
      void refusing.set(path, { times, answer: refused(status, code) }),
    away: (is: boolean) => {
      away = is;
    },
    isAway: () => away,
    instead(path: string): Answer | undefined {
      const found = refusing.get(path);
      if (!found || found.times <= 0) return undefined;
      found.times -= 1;
      return found.answer;
    },
    loses(path: string): boolean {
      const left = losing.get(path) ?? 0;
      if (left > 0) losing.set(path, left - 1);
      return left > 0;
    },
  };
}

export type Troubles = ReturnType<typeof createTroubles>;
