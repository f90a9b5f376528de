import type { Answer } from '../../intake/intake.ts';
import { isFinal } from '../../model/rollout.ts';
import type { Update } from '../../report/report.ts';
import { approvalOf } from './attention.ts';
import { type BoardOptions, createBoard } from './board.ts';
import { createEntry } from './entry.ts';
import { exitOfError, exitOfState, exitOfTakenBack } from './exit.ts';
import { takesBack } from './print.ts';
import type { Session } from './session.ts';

/** Rollouts on a person's screen: followed, drawn above the prompt, and answered by what is typed. */
export interface Live {
  /** A line from the prompt: a command, or a button's label. */
  submit(line: string): Promise<void>;
  /** This answer stands on the screen already. */
  shown(answer: Answer): void;
  /**
   * Follows a rollout to its end, and what takes it back to its own; resolves with the exit code that this means. Never
   * throws.
   */
  watch(rollout: string, how?: Watching): Promise<number>;
  readonly watched: ReadonlyMap<string, Update>;
  labels(): readonly string[];
  /** Rollouts that are followed, and overrides that were answered with. */
  ids(): readonly string[];
}

export interface Watching {
  /** The journal's number after which it is followed. */
  readonly after?: number | undefined;
  /** `if-live` (the default) leaves it out where the rollout was over when we came: the answer told it. */
  readonly summary?: 'always' | 'if-live';
}

export interface LiveOptions extends BoardOptions {
  readonly session: Session;
  /** Approves what this client sees planned. */
  readonly yes: boolean;
  /** The rollout that this client asked to be taken back: there, that going well is success. */
  readonly askedBack?: string | undefined;
}

export function createLive(options: LiveOptions): Live {
  const { session, surface, show } = options;
  const board = createBoard(options);
  const entry = createEntry();
  const ends = new Map<string, Promise<number>>();
  const overrides = new Set<string>();
  const complain = (error: unknown) =>
    surface.print(show.card({ title: exitOfError(error).text, tone: 'bad' }));

  async function submit(line: string): Promise<void> {
    if (line.trim() === '') return;
    const typed = entry.read(line, board.buttons());
    if ('card' in typed) surface.print(show.card(typed.card));
    else await send(typed.command);
  }
  async function send(command: string): Promise<void> {
    board.answering(command);
    try {
      take(await session.ask(command));
    } catch (error) {
      complain(error);
    }
  }
  function take(answer: Answer): void {
    const { rollout, code, card, seq: after } = answer;
    // Steering a rollout that is on the screen answers in one line: its card is there already.
    const known =
      code === 'ok' && rollout !== undefined && board.watched.has(rollout) && !approvalOf(card.buttons);
    surface.print(known ? show.title(card) : show.card(card));
    board.shown(answer);
    if (answer.override !== undefined) overrides.add(answer.override);
    if (rollout !== undefined) void watch(rollout, { after });
  }
  function watch(rollout: string, how: Watching = {}): Promise<number> {
    const end = ends.get(rollout) ?? follow(rollout, how).finally(() => ends.delete(rollout));
    ends.set(rollout, end);
    return end;
  }
  async function follow(rollout: string, { after, summary }: Watching): Promise<number> {
    let wasLive = summary === 'always';
    let last: Update | undefined;
    try {
      for await (const update of session.follow(rollout, after)) {
        last = update;
        wasLive ||= !isFinal(update.state);
        see(update);
      }
      if (last && wasLive) surface.print(show.card(last.card));
    } catch (error) {
      complain(error);
      return exitOfError(error).code;
    } finally {
      board.leave(rollout);
    }
    return last?.next === undefined
      ? exitOfState(last?.state ?? 'dropped')
      : throughRollback(rollout, last.next, wasLive);
  }
  async function throughRollback(rollout: string, next: string, wasLive: boolean): Promise<number> {
    if (wasLive) surface.print(show.card(takesBack(next, rollout)));
    const code = await watch(next, { summary: wasLive ? 'always' : 'if-live' });
    return rollout === options.askedBack ? code : exitOfTakenBack(code);
  }
  function see(update: Update): void {
    const approval = board.see(update);
    if (approval !== undefined && options.yes) void send(approval);
  }
  const ids = () => [...board.watched.keys(), ...overrides];
  return { submit, shown: board.shown, watch, watched: board.watched, labels: board.labels, ids };
}
