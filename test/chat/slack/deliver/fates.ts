import { SlackFailure } from '../../../../src/chat/slack/client/trouble.ts';

/** What becomes of one operation of the delivery: a call of Slack, or a write to its own memory. */
export type Fate =
  | 'well'
  | 'limited' // 429
  | 'away' // 5xx, nothing was done
  | 'unsent' // no connection
  | 'lost' // done, and the answer was lost
  | 'dies before' // the process dies, nothing was done
  | 'dies after'; // done, and the process dies

/** Deals out fates in order; when they are used up everything goes well. */
export interface Fates {
  /** Runs one operation by its fate. A process that died never gets an answer again. */
  run<T>(process: { dead: boolean }, name: string, slack: boolean, does: () => T): Promise<T>;
  /** How many operations there were. */
  count(): number;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

export function createFates(fates: readonly Fate[], onDeath: () => void, onRun: () => void): Fates {
  let at = 0;
  return {
    count: () => at,
    async run(process, name, slack, does) {
      // As over a network: the answer comes later.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (process.dead) return never();
      const fate = fates[at] ?? 'well';
      at += 1;
      onRun();
      const dies = fate === 'dies before' || fate === 'dies after';
      if (dies) {
        process.dead = true;
        if (fate === 'dies after') does();
        onDeath();
        return never();
      }
      return slack ? answered(fate, name, does) : does();
    },
  };
}

function answered<T>(fate: Fate, method: string, does: () => T): T {
  if (fate === 'limited')
    throw new SlackFailure(method, { kind: 'ratelimited', retryAfterMs: 3, code: 'ratelimited' });
  if (fate === 'away') throw new SlackFailure(method, { kind: 'away', done: 'unknown', code: 'HTTP 503' });
  if (fate === 'unsent') throw new SlackFailure(method, { kind: 'away', done: 'no', code: 'ECONNREFUSED' });
  const result = does();
  if (fate === 'lost') throw new SlackFailure(method, { kind: 'away', done: 'unknown', code: 'ECONNRESET' });
  return result;
}
