import type { Answer } from '../../intake/intake.ts';
import type { Language } from '../../text/language.ts';
import type { Notices } from './notices.ts';
import type { Session } from './session.ts';
import type { Terminal } from './terminal.ts';

export interface ExecOptions {
  readonly socketPath: string;
  readonly login: string;
  readonly terminal: Terminal;
  /** What the terminal reads. */
  readonly language?: Language;
  /** One command line. */
  readonly text: string;
  /** Approve without asking what the command makes: a plan, or taking a member out. */
  readonly yes?: boolean;
  /** Answers and updates as JSON, one object a line. */
  readonly json?: boolean;
  /** Follow the rollout that the command begins to its end; true unless said otherwise. */
  readonly follow?: boolean;
  /** A folder that the answer's files are written to. */
  readonly files?: string;
  /** How long a bot that went away in the middle may take to come back, in milliseconds; a minute by default. */
  readonly patienceMs?: number;
}

/** What the two ways of following (on a screen, in a pipe) need. */
export interface Exec extends ExecOptions {
  readonly session: Session;
  readonly notices: Notices;
  readonly answer: Answer;
  readonly rollout: string;
  /** The command itself answered a question: that one is not open any more, however it still looks. */
  readonly answersQuestion: boolean;
  /** The rollout that the command itself asked to be taken back: there, that going well is success. */
  readonly askedBack: string | undefined;
  /** This rollout is followed from now on, in the place of the one before. */
  onRollout(rollout: string): void;
}
