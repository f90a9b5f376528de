import { repeat } from './repeat.ts';
import type { Roster } from './roster.ts';

export interface LeadOptions {
  readonly roster: Pick<Roster, 'take' | 'give'>;
  /** What is led: `deliver/slack`. */
  readonly key: string;
  readonly owner: string;
  /** How long the lead lasts without being prolonged, in milliseconds. */
  readonly ttlMs: number;
  log(text: string): void;
}

export interface Led {
  /** Resolves once it has begun. */
  begin(): Promise<void>;
  /** Resolves once nothing of it is under way any more. */
  end(): Promise<void>;
}

export interface Lead {
  /** Whether this process still leads, without asking anybody: for the moment before something is sent. */
  isMine(): boolean;
  /** Ends what is led and gives the lead up. */
  stop(): Promise<void>;
}

/** Has something done by one of the processes at a time: by this one for as long as it can prolong its lead. */
export function lead(options: LeadOptions, work: Led): Lead {
  const { roster, key, owner, ttlMs } = options;
  let until = Number.NEGATIVE_INFINITY;
  let leading = false;
  const isMine = () => performance.now() < until;

  const follow = async (): Promise<void> => {
    if (leading === isMine()) return;
    leading = isMine();
    await (leading ? work.begin() : work.end());
  };
  const prolong = async (): Promise<void> => {
    const since = performance.now();
    try {
      // It is over here before it is over there: by more than a request takes.
      if (await roster.take(key, owner, ttlMs)) until = since + ttlMs * 0.7;
      else until = Number.NEGATIVE_INFINITY;
    } finally {
      await follow();
    }
  };
  const stopProlonging = repeat(ttlMs / 5, prolong, options.log);
  return {
    isMine,
    async stop() {
      await stopProlonging();
      until = Number.NEGATIVE_INFINITY;
      await follow();
      await roster
        .give(key, owner)
        .catch((error: unknown) => options.log(`${key} was not given up: ${String(error)}`));
    },
  };
}

/** Where there is no other process. */
export function leadAlone(work: Led): Lead {
  const begun = work.begin();
  return {
    isMine: () => true,
    async stop() {
      await begun;
      await work.end();
    },
  };
}
