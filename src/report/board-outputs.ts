import type { CardFile } from '../model/card.ts';
import type { Output } from '../store/output.ts';
import { plain } from './plain.ts';
import type { FailedJob } from './posts/failures.ts';

/** What failed jobs printed: their ends in memory as long as their rollout is told, all of it only when it is sent. */
export interface BoardOutputs {
  tails(
    rollout: string,
    jobs: readonly FailedJob[],
  ): Promise<(host: string, attempt: number) => readonly string[]>;
  log(rollout: string, host: string, attempt: number): Promise<CardFile>;
  forget(rollout: string): void;
}

const tailOf = 15;
/** More than is kept of any job. */
const all = 100_000;

export function createBoardOutputs(output: Pick<Output, 'tail'>): BoardOutputs {
  const known = new Map<string, Map<string, readonly string[]>>();
  return {
    async tails(rollout, jobs) {
      const mine = known.get(rollout) ?? new Map<string, readonly string[]>();
      known.set(rollout, mine);
      for (const { host, attempt } of jobs) {
        const key = `${host}/${attempt}`;
        // All that it printed was durable before it was known to have failed.
        if (!mine.has(key)) mine.set(key, await output.tail(rollout, host, attempt, tailOf));
      }
      return (host, attempt) => mine.get(`${host}/${attempt}`) ?? [];
    },
    async log(rollout, host, attempt) {
      const lines = await output.tail(rollout, host, attempt, all);
      const name = `${rollout}-${host.replace(/[^\w.-]/gu, '_')}-${attempt}.log`;
      return { name, text: `${lines.map((line) => plain(line, 20_000)).join('\n')}\n` };
    },
    forget: (rollout) => void known.delete(rollout),
  };
}
