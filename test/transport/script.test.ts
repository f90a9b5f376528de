import { describe, expect, test } from 'vitest';
import { createLocalShell } from '../../src/transport/local.ts';
import { runScript } from '../../src/transport/script.ts';
import type { OpenShell } from '../../src/transport/shell.ts';
import { shells } from '../deployer/shells.ts';

const local = createLocalShell({ env: process.env });

async function output(shell: readonly string[], script: string, input = '', open: OpenShell = local) {
  const chunks: Buffer[] = [];
  const process = await runScript(open, shell, script, {
    onStdout: (chunk) => chunks.push(chunk),
    onStderr: (chunk) => chunks.push(chunk),
  });
  process.write(input);
  process.finish();
  return { end: await process.ended, text: Buffer.concat(chunks).toString() };
}

describe.each(shells.map((shell) => [shell.join(' '), shell] as const))('a script in %s', (_, shell) => {
  test('runs as written, and reads what comes after it', async () => {
    const script = `echo "a  b" 'c\\d' "$((1+1))"\n\n# no '\n  read -r x\necho "got $x"\nexit 5`;
    expect(await output(shell, script, 'word \\ more\n')).toEqual({
      end: { exitCode: 5, signal: null },
      text: 'a  b c\\d 2\ngot word \\ more\n',
    });
  });

  test('is told apart from what a login shell prints before it', async () => {
    const noisy: OpenShell = (command, listener) => local(`echo Welcome; echo; ${command}`, listener);
    expect((await output(shell, 'echo mine', '', noisy)).text).toBe('mine\n');
  });

  test('that arrives only in part is not begun', async () => {
    const cut: OpenShell = async (command, listener) => {
      const process = await local(command, listener);
      return { ...process, write: (data) => process.write(data.slice(0, data.indexOf('second'))) };
    };
    expect(await output(shell, 'echo first\necho second', '', cut)).toEqual({
      end: { exitCode: 97, signal: null },
      text: '',
    });
  });

  test('tells the signal that ended it', async () => {
    expect((await output(shell, 'kill -9 $$')).end).toEqual({ exitCode: null, signal: 'SIGKILL' });
  });
});
