import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from './proxy-peer.ts';

/** `npm test` builds before it tests: the demo runs as `npm run demo` runs it. */
const main = fileURLToPath(new URL('../../dist/demo/main.js', import.meta.url));

interface Run {
  readonly child: ChildProcess;
  /** All that it printed so far. */
  output(): string;
  /** Its folder, once it has said it. */
  folder(): string;
  /** The exit code, or the signal's name. */
  readonly ended: Promise<number | string | null>;
}

let run: Run | undefined;
afterEach(async () => {
  if (run?.child.exitCode === null) run.child.kill('SIGTERM');
  await run?.ended;
  if (run && existsSync(run.folder())) rmSync(run.folder(), { recursive: true });
  run = undefined;
});

function start(proxy: string, ...args: string[]): Run {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, ROLLOUT_DEMO_PROXY: proxy },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
  const ended = new Promise<number | string | null>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal)),
  );
  run = {
    child,
    ended,
    output: () => output,
    folder: () => /hosts: (\/\S+)/.exec(output)?.[1] ?? '/nowhere',
  };
  return run;
}

/** The command lines of the demo's processes that still run. */
const left = (of: Run): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine)
    .filter((line) => line.includes(of.folder()) || line.endsWith(` ${of.child.pid} `));

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch (error) {
    // It ended while the list was read.
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}

describe('npm run demo', () => {
  it.each([
    ['haproxy', []],
    ['bundled', ['--crash']],
  ])('passes with %s %s, and leaves nothing behind', { timeout: 180_000 }, async (proxy, args) => {
    const demo = start(proxy, ...args);
    const code = await demo.ended;
    expect(demo.output().trimEnd().split('\n').at(-1), demo.output()).toBe('PASS');
    expect(code).toBe(0);
    expect(demo.output()).toMatch(/[1-9]\d* sent, 0 dropped/);
    if (args.length > 0) expect(demo.output()).toContain('SIGKILL to the bot');
    expect(left(demo)).toEqual([]);
    expect(existsSync(demo.folder())).toBe(false);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends everything on %s', async (signal, code) => {
    const demo = start('haproxy');
    await eventually(() => existsSync(demo.folder()), 'traffic flows');
    expect(left(demo)).not.toEqual([]);
    demo.child.kill(signal);
    expect(await demo.ended).toBe(code);
    expect(left(demo)).toEqual([]);
    expect(existsSync(demo.folder())).toBe(false);
  });

  it.each(['haproxy', 'bundled'])(
    'leaves no process behind with %s even when it is killed',
    async (proxy) => {
      const demo = start(proxy);
      await eventually(() => existsSync(demo.folder()), 'traffic flows');
      demo.child.kill('SIGKILL');
      expect(await demo.ended).toBe('SIGKILL');
      await eventually(() => left(demo).length === 0, 'all processes are gone');
    },
  );

  it('refuses an option that it does not know', async () => {
    const demo = start('bundled', '--crahs');
    expect(await demo.ended).toBe(2);
    expect(demo.output()).toContain('unknown option --crahs');
    expect(demo.output()).not.toContain('    at ');
  });
});
