import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { NginxInstance } from '../../src/model/provider/nginx.ts';

export interface NginxOptions {
  /** The content of the file with the upstreams. */
  readonly upstreams: string;
  /** The upstream that the server passes everything on to. */
  readonly passTo?: string;
  /** More lines of the `http` block. */
  readonly http?: readonly string[];
  readonly binary?: string;
}

export interface Nginx {
  readonly host: string;
  readonly port: number;
  readonly dir: string;
  /** The file with the upstreams, included by the main one. */
  readonly file: string;
  /** Another included file, empty at first. */
  readonly other: string;
  /** How a balancer reaches it; `changes` win. */
  instance(changes?: Partial<NginxInstance>): NginxInstance;
  pid(): number;
  /** Worker processes that take connections, and those that only finish what they have. */
  workers(): { readonly serving: readonly number[]; readonly retired: readonly number[] };
  log(): string;
  /** Stops (SIGSTOP) and continues the master: reloads wait, workers go on. */
  freeze(): void;
  thaw(): void;
  /** Ends it with its workers; `start` brings it back with the files as they are then. */
  end(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const host = '127.0.0.1';
const workers = 2;

/** Starts a real nginx on a free loopback port with all its files in a temp folder, and waits until it answers. */
export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-nginx-'));
  await chmod(dir, 0o755);
  await mkdir(join(dir, 'conf.d'));
  const port = await freePort();
  const [conf, pidFile] = [join(dir, 'nginx.conf'), join(dir, 'nginx.pid')];
  const [file, other] = [join(dir, 'conf.d', 'upstreams.conf'), join(dir, 'conf.d', 'other.conf')];
  await writeFile(conf, mainConfig(dir, port, options));
  await writeFile(file, options.upstreams);
  await writeFile(other, '');

  const log = (): string =>
    existsSync(join(dir, 'error.log')) ? readFileSync(join(dir, 'error.log'), 'utf8') : '';
  const binary = options.binary ?? 'nginx';
  let child: ChildProcess | undefined;
  const signal = (name: NodeJS.Signals): void => void child?.kill(name);
  const atExit = (): void => {
    signal('SIGTERM');
    signal('SIGCONT');
  };
  process.once('exit', atExit);
  const end = async (): Promise<void> => {
    const ended = child;
    if (!ended || ended.exitCode !== null || ended.signalCode !== null) return;
    atExit();
    await until(() => ended.exitCode !== null || ended.signalCode !== null, 'nginx to end');
  };
  const stop = async (): Promise<void> => {
    process.off('exit', atExit);
    await end();
    await rm(dir, { recursive: true, force: true });
  };
  const start = async (): Promise<void> => {
    child = launch(binary, ['-c', conf]);
    await answers(child, { port, pidFile, log });
  };
  await start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    host,
    port,
    dir,
    file,
    other,
    instance: (changes) => ({ file, binary: 'nginx', conf, pidFile, sudo: false, ...changes }),
    pid: () => child?.pid ?? 0,
    workers: () => workersOf(child?.pid ?? 0),
    log,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    end,
    start,
    stop,
  };
}

/** Of its own in everything: files, port, pid file; the system's nginx, if there is one, is not touched. */
function mainConfig(dir: string, port: number, { passTo = 'web', http = [] }: NginxOptions): string {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    'daemon off;',
    `worker_processes ${workers};`,
    `pid ${dir}/nginx.pid;`,
    `error_log ${dir}/error.log notice;`,
    'events { worker_connections 512; }',
    'http {',
    '  access_log off;',
    ...temp.map((what) => `  ${what}_temp_path ${dir}/temp-${what};`),
    ...http.map((line) => `  ${line}`),
    `  include ${dir}/conf.d/*;`,
    '  server {',
    `    listen ${host}:${port};`,
    '    location / {',
    `      proxy_pass http://${passTo};`,
    '      proxy_http_version 1.1;',
    '      proxy_set_header Connection "";',
    '    }',
    '  }',
    '}',
    '',
  ].join('\n');
}

function launch(binary: string, args: readonly string[]): ChildProcess {
  // A plain user's PATH often lacks it.
  const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin` };
  return spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
}

async function answers(
  child: ChildProcess,
  { port, pidFile, log }: { port: number; pidFile: string; log(): string },
): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    const message = 'nginx is not installed: apt-get install nginx, or npm run peers';
    child.once('error', (cause) => reject(new Error(message, { cause })));
  });
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`nginx did not start:\n${said}${log()}`);
    const isUp = existsSync(pidFile) && !(await isFree(port));
    return isUp && workersOf(child.pid ?? 0).serving.length === workers;
  }, 'nginx to answer');
}

/** The children of a master, by the titles that nginx gives them. */
function workersOf(master: number): { serving: readonly number[]; retired: readonly number[] } {
  const titles = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === master)
    .map((pid) => ({ pid: Number(pid), title: textOf(`/proc/${pid}/cmdline`) }));
  const retired = titles.filter(({ title }) => title.includes('shutting down'));
  const serving = titles.filter(
    ({ title }) => title.includes('worker process') && !title.includes('shutting down'),
  );
  return { serving: serving.map(({ pid }) => pid), retired: retired.map(({ pid }) => pid) };
}

const parentOf = (pid: string): number => Number(/\) \S (\d+)/.exec(textOf(`/proc/${pid}/stat`))?.[1]);

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // It ended between the listing and the reading.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

/** From below the range that the system takes for outgoing connections, so that none takes it between two starts. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

async function until(done: () => boolean | Promise<boolean>, what: string, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await pause(10);
  }
}
