import type { ClientChannel } from 'ssh2';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { ProcessEnd, ShellListener, ShellProcess } from '../shell.ts';

/** A command's channel as a process. Its end is known only from the server's word; a channel that closes without is a Failure. */
export function processOf(
  channel: ClientChannel,
  listener: ShellListener,
  lost: AbortSignal,
  name: string,
): ShellProcess {
  channel.on('data', (chunk: Buffer) => listener.onStdout(chunk));
  channel.stderr.on('data', (chunk: Buffer) => listener.onStderr(chunk));
  const ended = endOf(channel, lost, name);
  // Whoever needs the end awaits it; a process that is abandoned must not count as an unhandled rejection.
  ended.catch((error: unknown) => error);
  return {
    ended,
    write: (data) => void channel.write(data),
    finish: () => void channel.end(),
    abandon: () => channel.close(),
  };
}

function endOf(channel: ClientChannel, lost: AbortSignal, name: string): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    let end: ProcessEnd | undefined;
    const onLost = (): void => reject(lost.reason);
    lost.addEventListener('abort', onLost, { once: true });
    channel.on('exit', (exitCode: number | null, signal?: string) => {
      end = { exitCode, signal: signal ?? null };
    });
    channel.on('error', (cause: Error) => reject(new Failure('unreachable', name, cause.message, { cause })));
    channel.on('close', () => {
      lost.removeEventListener('abort', onLost);
      if (end) resolve(end);
      else
        reject(
          new Failure('unreachable', name, kept`${name} closed a command's channel without telling its end.`),
        );
    });
  });
}
