import { createListeners } from '../listeners.ts';
import type { Roster } from '../roster.ts';

interface Turn {
  readonly owner: string;
  readonly until: number;
}

/** The one process of an embedded database: what it knows of itself, by a clock that nobody can set. */
export function createAloneRoster(now: () => number = () => performance.now()): Roster {
  const beats = new Map<string, number>();
  const turns = new Map<string, Turn>();
  const { tell, listen } = createListeners();
  return {
    beat: async (executor, ttlMs) => void beats.set(executor, now() + ttlMs),
    living: async () =>
      new Set([...beats].filter(([, until]) => until > now()).map(([executor]) => executor)),
    async leave(executor) {
      beats.delete(executor);
      for (const [key, { owner }] of turns) if (owner.startsWith(`${executor}/`)) turns.delete(key);
    },
    async take(key, owner, ttlMs) {
      const turn = turns.get(key);
      if (turn && turn.owner !== owner && turn.until > now()) return false;
      turns.set(key, { owner, until: now() + ttlMs });
      return true;
    },
    async give(key, owner) {
      if (turns.get(key)?.owner === owner) turns.delete(key);
    },
    wake: async (subject) => tell(subject),
    onWake: listen,
  };
}
