import { randomBytes } from 'node:crypto';
import { quote } from './quote.ts';
import type { OpenShell, ShellListener, ShellProcess } from './shell.ts';

/**
 * Reads a script from standard input up to a line of its own, tells that it begins, and runs it. So a script never
 * shows in a process list, one cut off by a broken connection is not begun, what a login shell prints is told apart,
 * and the script can still read what comes after it. `read` takes a byte at a time where it reads from a pipe (POSIX).
 */
const bootstrap = (mark: string): string =>
  [
    `ro_all=; ro_nl=$(printf "\\nx"); ro_nl=\${ro_nl%x}`,
    `while IFS= read -r ro_line; do [ "$ro_line" = ${mark} ] && break; ro_all=$ro_all$ro_line$ro_nl; done`, // not shown
    `[ "$ro_line" = ${mark} ] || exit 97`,
    `printf "\\n%s\\n" ${mark}`,
    'eval "$ro_all"',
  ].join('; ');

/**
 * Runs a POSIX sh script through `open`. The listener gets only what the script itself prints.
 * @param shell the shell's words, `['/bin/sh']` or `['busybox', 'sh']`
 */
export async function runScript(
  open: OpenShell,
  shell: readonly string[],
  script: string,
  listener: ShellListener,
): Promise<ShellProcess> {
  const mark = `rollout-${randomBytes(12).toString('hex')}`;
  const command = `exec ${shell.join(' ')} -c ${quote(bootstrap(mark))}`; // not shown
  const process = await open(command, {
    onStdout: afterMark(Buffer.from(`\n${mark}\n`), (chunk) => listener.onStdout(chunk)),
    onStderr: (chunk) => listener.onStderr(chunk),
  });
  process.write(`${script}\n${mark}\n`);
  return process;
}

/** Passes on only what comes after the mark. */
function afterMark(mark: Buffer, pass: (chunk: Buffer) => void): (chunk: Buffer) => void {
  let before: Buffer | undefined = Buffer.alloc(0);
  return (chunk) => {
    if (before === undefined) return pass(chunk);
    before = Buffer.concat([before, chunk]);
    const at = before.indexOf(mark);
    if (at < 0) {
      before = before.subarray(Math.max(0, before.length - mark.length));
      return;
    }
    const rest = before.subarray(at + mark.length);
    before = undefined;
    if (rest.length > 0) pass(rest);
  };
}
