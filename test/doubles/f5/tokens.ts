import { randomBytes } from 'node:crypto';

/** The tokens that one unit has given out. */
export interface Tokens {
  /** How many one user may have at a time. */
  cap: number;
  /** For how long a new one lives, in seconds. */
  timeout: number;
  /** All that have not expired, oldest first. */
  alive(): readonly string[];
  /** Undefined where the user has too many. */
  give(): string | undefined;
  fits(token: string): boolean;
  /** @returns whether there was one */
  drop(token: string): boolean;
  clear(): void;
}

export function createTokens(now: () => number): Tokens {
  const ends = new Map<string, number>();
  const alive = (): string[] => [...ends].filter(([, end]) => now() < end).map(([token]) => token);
  return {
    cap: 100,
    timeout: 1200,
    alive,
    give() {
      if (alive().length >= this.cap) return undefined;
      const token = randomBytes(16).toString('hex').toUpperCase().slice(0, 26);
      ends.set(token, now() + this.timeout * 1000);
      return token;
    },
    fits: (token) => alive().includes(token),
    drop: (token) => ends.delete(token),
    clear: () => ends.clear(),
  };
}
