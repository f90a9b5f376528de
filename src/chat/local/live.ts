import { parseCommand } from '../../command/parse.ts';
import type { Answer } from '../../intake/intake.ts';
import { isFinal } from '../../model/rollout.ts';
import type { Update } from '../../report/report.ts';
import { approvalOf } from './attention.ts';
import { type BoardOptions, createBoard } from './board.ts';
import { exitOfError, exitOfState } from './exit.ts';
import { press } from './labels.ts';
import type { Session } from './session.ts';

/** Rollouts on a person's screen: followed, drawn above the prompt, and answered by what is typed. */
export interface Live {
  /** A line from the prompt: a command, or a button's label. */
  submit(line: string): Promise<void>;
  /** This answer stands on the screen already. */
  shown(answer: Answer): void;
  /**
   * Follows a rollout to its end; resolves with the exit code that the end means. Never throws.
   * @param summary `if-live` (the default) leaves it out where the rollout was over when we came: the answer told it.
   */
  watch(rollout: string, summary?: 'always' | 'if-live'): Promise<number>;
  readonly watched: ReadonlyMap<string, Update>;
  labels(): readonly string[];
}

export interface LiveOptions extends BoardOptions {
  readonly session: Session;
  /** Approves what this client sees planned. */
  readonly yes: boolean;
}

export function createLive(options: LiveOptions): Live {
  const { session, surface, show } = options;
  const board = createBoard(options);
  const ends = new Map<string, Promise<number>>();
  const complain = (error: unknown) =>
    surface.print(show.card({ title: exitOfError(error).text, tone: 'bad' }));

  async function submit(line: string): Promise<void> {
    if (line.trim() === '') return;
    const pressed = 'problem' in parseCommand(line) ? press(line, board.buttons()) : undefined;
    if (pressed && 'several' in pressed) surface.print([`That could be: ${pressed.several.join(' · ')}`]);
    else await send(pressed?.command ?? line);
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
    const { rollout, code, card } = answer;
    // Steering a rollout that is on the screen answers in one line: its card is there already.
    const known =
      code === 'ok' && rollout !== undefined && board.watched.has(rollout) && !approvalOf(card.buttons);
    surface.print(known ? show.title(card) : show.card(card));
    board.shown(answer);
    if (rollout !== undefined) void watch(rollout);
  }
  function watch(rollout: string, summary: 'always' | 'if-live' = 'if-live'): Promise<number> {
    const end = ends.get(rollout) ?? follow(rollout, summary).finally(() => ends.delete(rollout));
    ends.set(rollout, end);
    return end;
  }
  async function follow(rollout: string, summary: 'always' | 'if-live'): Promise<number> {
    let wasLive = summary === 'always';
    let last: Update | undefined;
    try {
      for await (const update of session.follow(rollout)) {
        last = update;
        wasLive ||= !isFinal(update.state);
        see(update);
      }
      if (last && wasLive) surface.print(show.card(last.card));
      return exitOfState(last?.state ?? 'dropped');
    } catch (error) {
      complain(error);
      return exitOfError(error).code;
    } finally {
      board.leave(rollout);
    }
  }
  function see(update: Update): void {
    const approval = board.see(update);
    if (approval !== undefined && options.yes) void send(approval);
  }
  return { submit, shown: board.shown, watch, watched: board.watched, labels: board.labels };
}
