import type { Answer } from '../../src/intake/intake.ts';
import type { Supervisor } from './supervisor.ts';

/** What somebody asked for, and what came of it. */
export interface Said {
  readonly id: string;
  readonly person: string;
  readonly text: string;
  /** From when it reached a process that lived until it answered, in milliseconds. */
  waitedMs?: number;
  answer?: Answer;
  error?: unknown;
}

/** Those who type and click. What a process that died did not answer is sent again under the same id, as chats do. */
export interface People {
  readonly said: readonly Said[];
  say(person: string, text: string): Promise<Answer | undefined>;
  /** The same message or click once more. */
  again(said: Said): Promise<Answer | undefined>;
}

export function createPeople(supervisor: Supervisor): People {
  const said: Said[] = [];
  const send = async (one: Said): Promise<Answer | undefined> => {
    said.push(one);
    const { id, person, text } = one;
    const end = await supervisor.ask(async ({ intake }) => {
      const since = performance.now();
      const handled = intake.handle({ id, person, text, place: { chat: 'slack', channel: 'C1' } });
      const answer = await handled.catch((error: unknown) => ({ error }));
      return { ...('error' in answer ? answer : { answer }), waitedMs: performance.now() - since };
    });
    Object.assign(one, end);
    return one.answer;
  };
  return {
    said,
    say: (person, text) => send({ id: `m${said.length + 1}`, person, text }),
    again: ({ id, person, text }) => send({ id, person, text }),
  };
}
