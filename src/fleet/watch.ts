import type { Executor, Executors } from '../store/executors.ts';
import type { FleetMember, FleetPace } from './member.ts';
import type { Roster } from './roster.ts';

export interface WatchOptions {
  readonly member: FleetMember;
  readonly executors: Pick<Executors, 'unended' | 'end' | 'standing'>;
  readonly roster: Pick<Roster, 'living'>;
  readonly pace: FleetPace;
  readonly clock: () => number;
  /** Executors that have work under way, dead or alive. */
  working(): Promise<readonly string[]>;
  /** Takes up what these left. May be called again for the same ones, also by two processes at once. */
  takeUp(dead: readonly string[]): Promise<void>;
  log(text: string): void;
}

/**
 * Looks after the peers: whoever is missing for long enough is ended, and what ended ones left unfinished is taken up. A look
 * that fails, or comes late, says nothing about anybody: then everybody is given the whole time anew.
 */
export function createWatch(options: WatchOptions) {
  const { pace, clock, executors } = options;
  const missing = createMissing(pace, clock);

  const endMissing = async (): Promise<readonly string[]> => {
    const ended: string[] = [];
    const [known, living] = await Promise.all([executors.unended(), options.roster.living()]);
    const peers = known.filter(({ id }) => id !== options.member.executor);
    for (const { id, name } of missing.longEnough(peers, living)) {
      if (!(await executors.end(id, options.member.executor))) continue;
      options.log(`${name} (${id}) does not answer any more: what it left is taken up`);
      ended.push(id);
    }
    return ended;
  };

  return {
    async look(): Promise<void> {
      const ended = await options.member
        .whole()
        .then(endMissing)
        .catch((error: unknown) => {
          missing.forget();
          throw error;
        });
      const working = await options.working();
      const standing = await executors.standing(working);
      const dead = working.filter((id) => !standing.has(id));
      // One without work may have died between what a person said and its beginning.
      const left = new Set([...ended, ...dead]);
      if (left.size > 0) await options.takeUp([...left]);
    },
  };
}

/** Since when whom was not seen. */
function createMissing({ missingMs, lookMs }: FleetPace, clock: () => number) {
  let since = new Map<string, number>();
  let looked = Number.NEGATIVE_INFINITY;
  return {
    forget: () => void since.clear(),
    longEnough(peers: readonly Executor[], living: ReadonlySet<string>): readonly Executor[] {
      const now = clock();
      if (now - looked > 4 * lookMs) since.clear();
      looked = now;
      const gone = peers.filter(({ id }) => !living.has(id));
      since = new Map(gone.map(({ id }) => [id, since.get(id) ?? now]));
      return gone.filter(({ id }) => now - (since.get(id) ?? now) >= missingMs);
    },
  };
}
