import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';
import type { Source } from '../conf/servers.ts';
import type { Machine, Seen } from './machine.ts';

/** What is to become of the file's text; throws a Failure where that makes no sense with what is there. */
export type Edit = (text: string) => string;

interface Wish {
  readonly edit: Edit;
  done(): void;
  failed(error: unknown): void;
}

/** So often the file may be somebody else's before we give up on it. */
const mostTries = 12;

/**
 * Changes of one file, one reload at a time: what is asked for while one is under way goes into the next together.
 * @param source what messages call the file and its machine
 * @returns takes an edit, and comes back once nginx runs with it
 */
export function createChanges(machine: Machine, source: Source): (edit: Edit) => Promise<void> {
  const waiting: Wish[] = [];
  const carryOut = createCarryOut(machine, source);
  let working = false;

  async function work(): Promise<void> {
    working = true;
    while (waiting.length > 0) await carryOut(waiting.splice(0));
    working = false;
  }

  return (edit) =>
    new Promise((done, failed) => {
      waiting.push({ edit, done, failed });
      if (!working) void work();
    });
}

/** Carries out some wishes with one reload, and tells each how it went; it never throws itself. */
function createCarryOut(machine: Machine, source: Source): (wishes: readonly Wish[]) => Promise<void> {
  /** The last text that nginx was seen to take over, and the workers that did. */
  let loaded: Seen | undefined;

  async function attempt(wishes: readonly Wish[]): Promise<readonly Outcome[]> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const seen = await machine.look();
      const { text, outcomes } = edited(seen.text, wishes);
      if (outcomes.every(({ error }) => error !== undefined)) return outcomes;
      // The file may say it already, and nginx not know: a change was cut short, or somebody edits without reloading.
      if (text === seen.text && loaded?.text === text && loaded.workers === seen.workers) return outcomes;
      const workers = await machine.write(seen.text, text);
      if (workers === undefined) continue;
      loaded = { text, workers };
      return outcomes;
    }
    throw restless(source);
  }

  return async function carryOut(wishes) {
    try {
      settle(await attempt(wishes));
    } catch (error) {
      // What nginx does not take of one of them is not the others' fault.
      if (wishes.length > 1 && isRefusal(error)) for (const wish of wishes) await carryOut([wish]);
      else settle(wishes.map((wish) => ({ wish, error })));
    }
  };
}

const restless = ({ file, provider }: Source): Failure =>
  new Failure(
    'failed',
    `${file} of ${provider}`, // not shown
    kept`${file} of ${provider} was changed by somebody else ${mostTries} times in a row.`,
  );

const isRefusal = (error: unknown): boolean => error instanceof Failure && error.kind === 'failed';

function settle(outcomes: readonly Outcome[]): void {
  for (const { wish, error } of outcomes) {
    if (error === undefined) wish.done();
    else wish.failed(error);
  }
}

interface Outcome {
  readonly wish: Wish;
  readonly error?: unknown;
}

/** All the edits one after the other, without those that make no sense. */
function edited(text: string, wishes: readonly Wish[]): { text: string; outcomes: readonly Outcome[] } {
  let now = text;
  const outcomes = wishes.map((wish) => {
    try {
      now = wish.edit(now);
      return { wish };
    } catch (error) {
      return { wish, error };
    }
  });
  return { text: now, outcomes };
}
