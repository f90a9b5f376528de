import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { clock } from '../../src/deployer/job/shell/runner.ts';
import { shells } from './shells.ts';

/** Names all processes of a test, in their environment. */
const mark = `CLOCK_TEST=${randomUUID()}`;

/** The processes that are still there; dead ones that nobody collects have no environment. Reads /proc, so on Linux only. */
const left = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(mark))
    .map(Number);

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // It ended while the list was read, or is somebody else's.
    return '';
  }
}

afterEach(() => {
  for (const pid of left()) process.kill(pid, 'SIGKILL');
});

/** A clock that is stopped after ever another while: before it has begun, while it begins, and once it runs. */
const clocks = `
ro_limit=300
ro_stop() { :; }
n=0
while [ "$n" -lt 400 ]; do
  n=$((n + 1))
${clock}
  i=0
  while [ "$i" -lt $((n % 80 * 3)) ]; do i=$((i + 1)); done
  kill "$ro_watch"
  wait "$ro_watch"
done
exit 0`;

it.each(shells.map((shell) => [shell.join(' '), shell] as const))(
  'the clock of a job that is over leaves no process (%s)',
  async (_, [command = '', ...words]) => {
    const [name = '', value] = mark.split('=');
    const { status, stderr } = spawnSync(command, [...words, '-c', clocks], {
      env: { PATH: process.env.PATH, [name]: value },
      // By a socket to read from bash would think that it was called over a network, and read what a login reads.
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    // What was killed may take a moment to be gone; a clock that goes on does so for minutes.
    await expect.poll(left).toEqual([]);
  },
);
