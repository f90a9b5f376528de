import { createInterface } from 'node:readline';
import type { Button } from '../../model/card.ts';
import { inLanguage, type Language, language } from '../../text/language.ts';
import { say } from '../../text/say.ts';
import { completions } from './complete.ts';
import { createEntry } from './entry.ts';
import { exit, exitOfAnswer, exitOfError } from './exit.ts';
import { createLater } from './later.ts';
import { createLive } from './live.ts';
import { createNotices, type Notices } from './notices.ts';
import { goesOn, printAnswer, printError } from './print.ts';
import { callerOf, openSession, type Session } from './session.ts';
import { createShow, printCard } from './show.ts';
import { createSurface } from './surface.ts';
import { printLines, type Terminal } from './terminal.ts';

export interface ChatOptions {
  readonly socketPath: string;
  readonly login: string;
  readonly terminal: Terminal;
  /** What the terminal reads. */
  readonly language?: Language;
  /** How long a bot that went away may take to come back, in milliseconds; ten minutes by default. */
  readonly patienceMs?: number;
}

/** `rollout chat`: commands and labels at a prompt, rollouts live above it; in a pipe, line by line. Never throws. */
export async function runChat(options: ChatOptions): Promise<number> {
  const { terminal, patienceMs = 600_000 } = options;
  const notices = createNotices(terminal);
  let session: Session | undefined;
  try {
    session = await openSession({ ...callerOf(options), patienceMs, ...notices.handlers });
    return await (terminal.interactive ? chatLive(terminal, session, notices) : chatPlain(terminal, session));
  } catch (error) {
    const { code, text } = exitOfError(error);
    printError(options, text);
    return code;
  } finally {
    session?.close();
  }
}

async function chatLive(terminal: Terminal, session: Session, notices: Notices): Promise<number> {
  const left = createLater<void>();
  const reader = language();
  const surface = createSurface({
    terminal,
    onLine: (line) => void inLanguage(reader, () => live.submit(line)),
    onInterrupt: () => left.resolve(),
    onEnd: () => left.resolve(),
    complete: (before) => completions(before, { ids: live.ids(), labels: live.labels() }),
  });
  notices.via(surface.print);
  const live = createLive({ session, surface, show: createShow(terminal), prompt: 'rollout> ', yes: false });
  surface.prompt('rollout> ');
  surface.print([say`Type a command; help lists them, Tab completes, Ctrl-D leaves.`]);
  await left.promise;
  surface.close();
  printLines(terminal, [...live.watched.keys()].flatMap(goesOn));
  return exit.done;
}

/** The exit code is that of the last command that did not go well; 3 where a label was never confirmed. */
async function chatPlain(terminal: Terminal, session: Session): Promise<number> {
  let code: number = exit.done;
  let buttons: readonly Button[] = [];
  let open = false;
  const entry = createEntry();
  for await (const line of createInterface({ input: terminal.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const typed = entry.read(line, buttons);
    open = 'card' in typed && typed.open;
    if ('card' in typed) printCard(terminal, typed.card);
    if ('card' in typed) continue;
    const answer = await session.ask(typed.command);
    printAnswer({ terminal }, answer);
    buttons = answer.card.buttons ?? [];
    if (answer.code !== 'ok') code = exitOfAnswer[answer.code];
  }
  return open && code === exit.done ? exit.waiting : code;
}
