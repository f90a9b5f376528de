import { createHash } from 'node:crypto';
import type { NginxInstance } from '../../../model/provider/nginx.ts';
import { createGate } from '../../../transport/gate.ts';
import { type RunOptions, run } from '../../../transport/run.ts';
import type { OpenShell } from '../../../transport/shell.ts';
import { type Answer, readAnswer } from './answers.ts';
import { countScript, lookScript, type Wanted, writeScript } from './scripts.ts';

export interface MachineOptions {
  /** For messages: `lb1`. */
  readonly target: string;
  readonly instance: NginxInstance;
  /** Commands on the machine that nginx runs on. */
  readonly shell: OpenShell;
  /** For one script, in milliseconds. */
  readonly timeoutMs: number;
  /** Called right before a script that changes something is sent; throws where that may not be any more. */
  demandMayChange(target: string): void;
}

/** The file as it is. One character is one byte (latin1), so that what is not understood is kept as it is. */
export interface Seen {
  readonly text: string;
  /** The workers that take connections, in words that no later ones have. */
  readonly workers: string;
}

/** What nginx's machine is asked for; each is one command over there. */
export interface Machine {
  look(): Promise<Seen>;
  /**
   * Replaces the file, tests, reloads and waits for the new workers; the same text twice just reloads.
   * @returns those workers, or undefined where the file was not `before` any more, or is not `after` any more
   * @throws Failure; the former file is back then, except where `timeout` or `unreachable` leave all open
   */
  write(before: string, after: string): Promise<string | undefined>;
  /** The lines of `countScript`'s answer. */
  count(wanted: Wanted): Promise<readonly string[]>;
}

/** OpenSSH lets a connection carry 10 commands at once (`MaxSessions`), and deploys to the same machine want some. */
const commandsAtOnce = 4;

export function createMachine(options: MachineOptions): Machine {
  const { target, instance, timeoutMs } = options;
  const gate = createGate(commandsAtOnce);
  const ask = async (
    script: string,
    expected: readonly string[],
    more: Pick<RunOptions, 'input'> & { readonly shell?: OpenShell } = {},
  ): Promise<Answer> => {
    const { shell = options.shell, ...input } = more;
    const ran = await gate(() => run(shell, script, { target, timeoutMs, ...input }));
    return readAnswer(ran, options, expected);
  };
  return {
    async look() {
      const { text } = await ask(lookScript(instance), ['content']);
      const [workers = '', ...content] = text.split('\n');
      return { text: Buffer.from(content.join(''), 'base64').toString('latin1'), workers: workers.trimEnd() };
    },
    async write(before, after) {
      const change = { before: sumOf(before), after: sumOf(after), patienceS: patienceOf(timeoutMs) };
      const input = before === after ? '' : Buffer.from(after, 'latin1').toString('base64');
      const more = { input, shell: guarded(options) };
      const { word, text } = await ask(writeScript(instance, change), ['loaded', 'stale'], more);
      return word === 'loaded' ? text : undefined;
    },
    async count(wanted) {
      const { text } = await ask(countScript(instance, wanted), ['counted']);
      return text.split('\n');
    },
  };
}

/** For the lock, and again for the new workers: the script is to tell its own end before anybody gives up on it. */
const patienceOf = (timeoutMs: number): number => Math.max(1, Math.floor((timeoutMs * 0.4) / 1000));

const sumOf = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex');

/** Asks at the first byte that goes out, once the shell is open: a script runs only when it is there whole. */
function guarded({ shell, target, demandMayChange }: MachineOptions): OpenShell {
  return async (command, listener) => {
    const process = await shell(command, listener);
    let may = false;
    return {
      ...process,
      write(data) {
        try {
          if (!may) demandMayChange(target);
        } catch (error) {
          process.abandon();
          throw error;
        }
        may = true;
        process.write(data);
      },
    };
  };
}
