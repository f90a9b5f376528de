import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { createGate } from '../../transport/gate.ts';
import { run } from '../../transport/run.ts';
import type { OpenShell, ShellProcess } from '../../transport/shell.ts';
import { type Answer, readAnswer } from './answers.ts';
import { changeScript, lookScript, type Order } from './script.ts';
import type { Service } from './service.ts';

export interface DirectorOptions {
  /** What messages call it: `lvs-a`. */
  readonly name: string;
  readonly shell: OpenShell;
  /** How ipvsadm is run: `ipvsadm`, or `sudo -n ipvsadm`. */
  readonly ipvsadm: string;
  /** For one script, the SSH connection included, in milliseconds. */
  readonly timeoutMs: number;
  /** Called right before a script that changes something is sent; throws where that may not be any more. */
  demandMayChange(target: string): void;
}

export type Look = Extract<Answer, { is: 'table' }>;

/** One machine whose kernel has the virtual services. */
export interface Director {
  readonly name: string;
  look(service: Service): Promise<Look>;
  /** Makes the change and gives the table after it; undefined where the real server is not as the order expects. */
  change(service: Service, order: Order): Promise<Look | undefined>;
}

/** An SSH server allows 10 commands at once on a connection (`MaxSessions`), and others may share it. */
const scriptsAtOnce = 4;

/** A table that changes between its two lists is read so many times. */
const looks = 5;

export function createDirector(options: DirectorOptions): Director {
  const { name, ipvsadm } = options;
  const gate = createGate(scriptsAtOnce);
  const ask = (shell: OpenShell, script: string) =>
    gate(() => run(shell, script, { target: name, timeoutMs: options.timeoutMs }));
  const changing = checkedBefore(options.shell, () => options.demandMayChange(name));

  async function look(service: Service): Promise<Look> {
    for (let tries = 0; tries < looks; tries += 1) {
      const answer = readAnswer(await ask(options.shell, lookScript(service, ipvsadm)), service, name);
      if (answer?.is === 'table') return answer;
    }
    throw restless(name, service);
  }

  return {
    name,
    look,
    async change(service, order) {
      const script = changeScript(service, order, ipvsadm);
      const answer = readAnswer(await ask(changing, script), service, name);
      if (answer?.is === 'stale') return undefined;
      return answer ?? look(service);
    },
  };
}

/** A shell that asks right before anything is written to it, with nothing awaited in between. */
function checkedBefore(shell: OpenShell, demand: () => void): OpenShell {
  return async (command, listener) => {
    const process = await shell(command, listener);
    return { ...process, write: (data) => writeChecked(process, data, demand) };
  };
}

function writeChecked(process: ShellProcess, data: string, demand: () => void): void {
  try {
    demand();
  } catch (error) {
    process.abandon();
    throw error;
  }
  process.write(data);
}

export const restless = (name: string, service: Service): Failure =>
  new Failure(
    'failed',
    `${name}/${service.pool}`,
    kept`Somebody else keeps changing ${service.pool} on ${name}: it was not the same twice in ${looks} looks.`,
    { retryable: true },
  );
