import { parseCommand } from '../../command/parse.ts';
import type { Answer } from '../../intake/intake.ts';
import type { Command } from '../../model/command.ts';
import { afterCrashVerbs } from '../../model/rollout.ts';
import { inLanguage } from '../../text/language.ts';
import { say } from '../../text/say.ts';
import { approvalOf } from './attention.ts';
import type { Exec, ExecOptions } from './exec.ts';
import { execLive } from './exec-live.ts';
import { execPlain } from './exec-plain.ts';
import { exit, exitOfAnswer, exitOfError } from './exit.ts';
import { createLater } from './later.ts';
import { createNotices } from './notices.ts';
import { answerLine, goesOn, printAnswer, printError, printWithFiles } from './print.ts';
import { callerOf, openSession, type Session } from './session.ts';
import { printLines } from './terminal.ts';

/** `rollout exec "deploy web v2"`: one command, and its rollout to the end. Resolves with the exit code; never throws. */
export async function runExec(options: ExecOptions): Promise<number> {
  const { terminal, patienceMs = 60_000 } = options;
  const notices = createNotices(terminal, options.json);
  const left = createLater<number>();
  let farewell: readonly string[] = [];
  const stop = terminal.onInterrupt(() => {
    printLines(terminal, farewell);
    left.resolve(exit.interrupted);
  });
  let session: Session | undefined;
  try {
    session = await openSession({ ...callerOf(options), patienceMs, ...notices.handlers });
    const onRollout = (rollout: string) => {
      farewell = goesOn(rollout);
    };
    return await Promise.race([exchange({ ...options, session, notices, onRollout }), left.promise]);
  } catch (error) {
    const { code, text } = exitOfError(error);
    printError(options, text);
    return code;
  } finally {
    stop();
    session?.close();
  }
}

type Opened = ExecOptions & Pick<Exec, 'session' | 'notices' | 'onRollout'>;

/** From the answer on it goes on in the language that the bot answered in. */
async function exchange(options: Opened): Promise<number> {
  const answer = await options.session.ask(options.text);
  return inLanguage(answer.language ?? 'en', () => goOn(options, answer));
}

async function goOn(options: Opened, answer: Answer): Promise<number> {
  const { text, terminal } = options;
  const unkept = await printWithFiles(options, answer);
  if (answer.code !== 'ok') return exitOfAnswer[answer.code];
  const { rollout } = answer;
  const command = commandOf(text);
  if (rollout === undefined || options.follow === false || !begins.includes(command?.verb ?? '')) {
    return unkept ?? approveUnfollowed(options, answer);
  }
  options.onRollout(rollout);
  const answersQuestion = answering.includes(command?.verb ?? '');
  const askedBack = command?.verb === 'rollback' && command.subject === rollout ? rollout : undefined;
  const exec = { ...options, answer, rollout, answersQuestion, askedBack };
  return terminal.interactive && !options.json ? execLive(exec) : execPlain(exec);
}

/** Nobody follows: what awaits approval (a plan, an override) is approved where `--yes` says so, and left waiting where not. */
async function approveUnfollowed(options: Opened, answer: Answer): Promise<number> {
  const approval = approvalOf(answer.card.buttons);
  if (!approval) return exit.done;
  if (!options.yes) return leftWaiting(options, answer);
  const approved = await options.session.ask(approval.command);
  printAnswer(options, approved);
  return exitOfAnswer[approved.code];
}

/** A plan is shown with its rollout; how to confirm an override is said. */
function leftWaiting({ json, terminal }: Opened, { override, card }: Answer): number {
  const answers = (card.buttons ?? []).map(({ label, command }) => answerLine(label, command));
  if (override !== undefined && !json)
    printLines(terminal, [say`${override} awaits confirmation. Do it with one of`, ...answers]);
  return exit.waiting;
}

const answering = ['retry', 'skip', 'promote', ...afterCrashVerbs];
/** Commands after which a rollout is on its way, and worth waiting for. */
const begins = ['deploy', 'rollback', 'restart', 'approve', 'resume', ...answering];

function commandOf(text: string): Command | undefined {
  const parsed = parseCommand(text);
  return 'command' in parsed ? parsed.command : undefined;
}
