import type { Session } from '../../src/chat/local/session.ts';
import { isFinal } from '../../src/model/rollout.ts';
import type { Update } from '../../src/report/report.ts';
import { until } from './until.ts';

/** A rollout as somebody at a terminal sees it, across restarts of the bot. */
export interface Rolling {
  readonly id: string;
  /** The journal's lines, in order. */
  lines(): readonly string[];
  last(): Update | undefined;
  /** Waits for a line that contains the text. */
  line(part: string): Promise<void>;
  /** Waits for a question that contains the text. */
  question(part: string): Promise<string>;
  /** Waits for the end; gives the last update. */
  end(): Promise<Update>;
}

export function followRollout(session: Promise<Session>, id: string): Rolling {
  const updates: Update[] = [];
  let broken: unknown;
  const collect = async (): Promise<void> => {
    for await (const update of (await session).follow(id)) updates.push(update);
  };
  // Whoever waits is told; where nobody waits any more (the scene is over), nobody needs to know.
  collect().catch((error: unknown) => {
    broken = error;
  });
  const last = (): Update | undefined => updates.at(-1);
  const lines = (): string[] => updates.flatMap(({ line }) => (line ? [line.text] : []));
  const wait = <T>(what: string, look: () => T | undefined | false): Promise<T> =>
    until(
      () => `${id}: ${what}; its state is ${last()?.state}, its lines are\n${lines().join('\n')}`,
      () => {
        if (broken !== undefined) throw broken;
        return look();
      },
    );
  return {
    id,
    lines,
    last,
    line: (part) =>
      wait(`a line with "${part}"`, () => lines().some((text) => text.includes(part)) || undefined).then(
        () => undefined,
      ),
    question: (part) =>
      wait(`a question with "${part}"`, () => {
        const question = last()?.question;
        return question?.includes(part) ? question : undefined;
      }),
    end: () =>
      wait('the end', () => {
        const update = last();
        return update && isFinal(update.state) ? update : undefined;
      }),
  };
}
