import type { Thread } from '../../report/board.ts';
import { inLanguage } from '../../text/language.ts';
import { carryOut } from './carry-out.ts';
import { choose } from './choose.ts';
import type { Limits } from './limits.ts';
import type { DeliveryOptions, Pace } from './options.ts';
import { look, newTelling, putOff, type Telling, type Waiting, waitAfter } from './telling.ts';
import { onTrouble } from './trouble.ts';
import { createWaker } from './waker.ts';

/** The one that writes to a channel: one message or edit at a time, with a pause after each. */
export interface Writer {
  /** Takes a thread of this channel on; false where it has it. */
  add(thread: Thread): boolean;
  /** Something about the subject was recorded; false where no thread here is about it. */
  touch(subject: string): boolean;
  /** Resolves when what it was at is done. */
  stop(): Promise<void>;
}

export interface WriterContext {
  readonly options: DeliveryOptions;
  readonly pace: Pace;
  readonly limits: Limits;
  now(): number;
}

export function startWriter(context: WriterContext): Writer {
  const { pace } = context;
  const tellings = new Map<string, Telling>();
  const waker = createWaker();
  const pause = createWaker();
  const backOff = createBackOff(context);
  let stopping = false;

  const anyFailing = () => [...tellings.values()].some(({ failing }) => failing);

  /** Its messages are made and rendered in the language of their place. */
  const inItsLanguage = <T>({ thread }: Telling, run: () => T): T =>
    inLanguage(context.options.languageIn?.(thread.place.channel) ?? 'en', run);

  /** One turn: looks at what has changed, and does the most important thing. Gives how long to wait after it. */
  async function turn(): Promise<void> {
    for (const telling of tellings.values()) await refresh(telling);
    const choice = choose([...tellings.values()], context.limits, pace, context.now());
    if ('waitMs' in choice) return waker.wait(anyFailing() ? pace.settleMs : choice.waitMs);
    await doIt(choice.telling, choice.work);
  }

  async function refresh(telling: Telling): Promise<void> {
    const now = context.now();
    if (telling.dirty || now - telling.lookedAt >= pace.lookMs) await lookSafely(telling, now);
    if (!isOver(telling, context.now())) return;
    tellings.delete(telling.thread.subject);
    await context.options.board.close(telling.thread);
  }

  /** A thread that can't be looked at must not hold up the others: it is looked at again after a while. */
  async function lookSafely(telling: Telling, now: number): Promise<void> {
    try {
      await inItsLanguage(telling, () => look(context.options, telling, now));
      telling.failing = false;
    } catch (error) {
      if (!telling.failing) context.options.log(`${telling.thread.subject} waits: ${String(error)}`);
      Object.assign(telling, { failing: true, work: [], final: false });
      telling.lookedAt = now - pace.lookMs + Math.min(pace.lookMs, pace.settleMs);
    }
  }

  async function doIt(telling: Telling, work: Waiting): Promise<void> {
    context.limits.did(work.act);
    telling.dirty = true;
    try {
      await inItsLanguage(telling, () => carryOut(context.options, telling, work));
      // That the chat lets us look something up does not say that it takes messages.
      if (work.act !== 'find') written(telling, work);
    } catch (error) {
      if (onTrouble(context, telling, work, error)) {
        putOff(telling, work, pace, context.now());
        return pause.wait(backOff.failed(error));
      }
    }
    // What is looked up is no write: it has limits of its own.
    if (work.act !== 'find') await pause.wait(pace.channelMs);
  }

  function written(telling: Telling, work: Waiting): void {
    telling.work = telling.work.filter((each) => each !== work);
    telling.putOff.delete(work.post.key);
    backOff.succeeded();
  }

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        await turn();
      } catch (error) {
        await pause.wait(backOff.failed(error));
      }
    }
  }

  const running = run();
  return {
    add(thread) {
      if (tellings.has(thread.subject)) return false;
      tellings.set(thread.subject, newTelling(thread, context.options.platform));
      waker.ring();
      return true;
    },
    touch(subject) {
      const telling = tellings.get(subject);
      if (!telling) return false;
      telling.dirty = true;
      waker.ring();
      return true;
    },
    async stop() {
      stopping = true;
      waker.ring();
      pause.ring();
      await running;
    },
  };
}

/** Everything is shown that can be shown; what nobody can be told any more is given up with its end. */
const isOver = ({ final, work, shutUntil }: Telling, now: number): boolean =>
  final && (work.length === 0 || shutUntil > now);

/** Waits that grow while the chat or the database is away; the first failure of a row is told, and the end of it. */
function createBackOff({ options, pace }: WriterContext) {
  let failures = 0;
  return {
    failed(error: unknown): number {
      if (failures === 0)
        options.log(`messages wait: ${error instanceof Error ? error.message : String(error)}`);
      failures += 1;
      return waitAfter(failures, pace);
    },
    succeeded(): void {
      if (failures > 0) options.log('messages go out again');
      failures = 0;
    },
  };
}
