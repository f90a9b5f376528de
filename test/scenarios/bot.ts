import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitOf } from '../../demo/processes.ts';
import { openSession, type Session } from '../../src/chat/local/session.ts';
import type { Answer } from '../../src/intake/intake.ts';
import { followRollout, type Rolling } from './rolling.ts';
import { until } from './until.ts';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const dieAtStep = new URL('die-at-step.mjs', import.meta.url).href;

export interface Ran {
  readonly code: number;
  readonly out: string;
}

/** The bot as its own process over one configuration, and a session with it that lives through its restarts. */
export interface Bot {
  readonly config: string;
  readonly dataDir: string;
  /** What it has printed so far, over all its lives. */
  log(): string;
  start(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP and SIGCONT. */
  freeze(): void;
  thaw(): void;
  /** SIGTERM; resolves with its exit code. */
  terminate(): Promise<number>;
  /** From now on it dies (SIGKILL) where die-at-step.mjs says: once, and not again after a restart. */
  dieAt(where: string): void;
  /** The same, but it is stopped there (SIGSTOP) until `thaw`. */
  stopAt(where: string): void;
  /** Waits until it has been stopped there. */
  stopped(): Promise<void>;
  /** Every step that it ran, as `WORKFLOW_ID|STEP`, in order. */
  steps(): readonly string[];
  /** Waits until it has died there. */
  died(): Promise<void>;
  /** One command over the local socket. */
  say(text: string): Promise<Answer>;
  /** Plans and approves over the local socket. */
  deploy(text: string): Promise<Rolling>;
  follow(rollout: string): Rolling;
  /** Runs the executable with these words to its end. */
  run(...words: readonly string[]): Promise<Ran>;
  close(): Promise<void>;
}

/** @param env more of its environment */
export function createBot(config: string, dataDir: string, env: NodeJS.ProcessEnv = {}): Bot {
  const logFile = join(dataDir, 'bot.log');
  const dieAtFile = join(dataDir, 'die-at');
  let child: ChildProcess | undefined;
  let session: Promise<Session> | undefined;
  const open = (): Promise<Session> => {
    session ??= openSession({
      socketPath: join(dataDir, 'rollout.sock'),
      login: 'alice',
      patienceMs: 60_000,
    });
    return session;
  };
  const dieAt = (where: string): void => {
    rmSync(`${dieAtFile}.done`, { force: true });
    writeFileSync(dieAtFile, `${where}\n`);
  };
  const bot: Bot = {
    config,
    dataDir,
    log: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''),
    async start() {
      const lives = readyLines(bot.log());
      const log = openSync(logFile, 'a');
      const args = ['--import', dieAtStep, main, 'start', '--config', config];
      const started = spawn(process.execPath, args, {
        stdio: ['ignore', log, log],
        env: { ...process.env, ...env, DIE_AT: dieAtFile },
      });
      closeSync(log);
      child = started;
      const ready = (): boolean => {
        if (started.exitCode !== null || started.signalCode !== null)
          throw new Error(`the bot ended:\n${bot.log()}`);
        return readyLines(bot.log()) > lives;
      };
      await until(() => `the bot is ready:\n${bot.log()}`, ready);
    },
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    terminate: () => end(child, 'SIGTERM'),
    dieAt,
    stopAt: (where) => dieAt(`${where}|STOP`),
    stopped: () =>
      until(
        () => `the bot is stopped at ${readFileSync(dieAtFile, 'utf8')}`,
        () => existsSync(`${dieAtFile}.done`) && isStopped(child?.pid),
      ).then(() => undefined),
    steps: () => linesOf(`${dieAtFile}.steps`),
    async died() {
      const hasDied = () => child?.signalCode === 'SIGKILL' && existsSync(`${dieAtFile}.done`);
      await until(() => `the bot dies at ${readFileSync(dieAtFile, 'utf8')}`, hasDied);
    },
    say: async (text) => (await open()).ask(text),
    async deploy(text) {
      const planned = await bot.say(text);
      if (planned.rollout === undefined) throw new Error(`no rollout: ${planned.card.title}`);
      const rolling = bot.follow(planned.rollout);
      const approved = await bot.say(`approve ${planned.rollout}`);
      if (approved.code !== 'ok') throw new Error(approved.card.title);
      return rolling;
    },
    follow: (rollout) => followRollout(open(), rollout),
    run: (...words) => runMain([...words, '--config', config]),
    async close() {
      const opened = session;
      session = undefined;
      await bot.kill();
      await opened?.then(
        (each) => each.close(),
        (error: unknown) => error,
      );
    },
  };
  return bot;
}

/** By the system's own word (proc(5)): T is a process that a signal has stopped. */
const isStopped = (pid: number | undefined): boolean =>
  pid !== undefined && /\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

const linesOf = (file: string): readonly string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];

const readyLines = (log: string): number => log.split('Rollout is ready').length - 1;

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<number> {
  if (child === undefined) return 0;
  child.kill(signal);
  return exitOf(child);
}

/** The real executable with these arguments, to its end; both of its outputs together. */
export async function runMain(args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => {
      out += part;
    });
  }
  const closed = new Promise((resolve) => child.once('close', resolve));
  const code = await exitOf(child);
  await closed;
  return { code, out };
}
