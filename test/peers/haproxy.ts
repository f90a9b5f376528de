import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configText, type HaproxyOptions, host } from './haproxy-config.ts';
import { freePort, until } from './wait.ts';

export interface Haproxy {
  /** Of the first backend. */
  readonly frontend: Endpoint;
  /** By backend name. */
  readonly frontends: Readonly<Record<string, Endpoint>>;
  readonly socketPath: string;
  /** 0 where the runtime API has no TCP port. */
  readonly adminPort: number;
  /** A second socket that may only look: `level user`. */
  readonly userSocketPath: string;
  pid(): number;
  /** Kills it and starts it again: connections break, runtime changes are forgotten. */
  restart(): Promise<void>;
  /** A new process takes over (`-sf`): connections live on in the old one, runtime changes are forgotten. */
  reload(): Promise<void>;
  /** Kills it; `restart` brings it back. */
  kill(): Promise<void>;
  /** Stops (SIGSTOP) and continues the process: it accepts connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  /** The answer to one command on the unix socket, as it comes. */
  command(text: string): Promise<string>;
  stop(): Promise<void>;
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Starts a real HAProxy on free loopback ports with its files in a temp folder, and waits until it answers. */
export async function startHaproxy(options: HaproxyOptions): Promise<Haproxy> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-haproxy-'));
  const paths = { config: join(dir, 'haproxy.cfg'), log: join(dir, 'log') };
  const socketPath = join(dir, 'admin.sock');
  const userSocketPath = join(dir, 'user.sock');
  const adminPort = options.admin === 'unix' ? 0 : await freePort();
  const ports = await Promise.all(options.backends.map((_, i) => options.frontendPorts?.[i] ?? freePort()));
  await writeFile(paths.config, configText(options, { ports, socketPath, userSocketPath, adminPort }));

  const running = new Set<ChildProcess>();
  // Every command goes over the socket that is always there, for the peer's own needs even at a lower level.
  const command = (text: string): Promise<string> => askSocket(userSocketPath, text);
  const killAll = (): void => running.forEach((child) => void child.kill('SIGKILL'));
  process.once('exit', killAll);
  const start = async (...more: readonly string[]): Promise<ChildProcess> => {
    const child = launch(
      options.binary ?? 'haproxy',
      ['-db', '-f', paths.config, ...more],
      paths.log,
      running,
    );
    await answers(child, command, paths.log);
    return child;
  };
  const kill = async (): Promise<void> => {
    killAll();
    await until(() => running.size === 0, 'haproxy to end');
  };
  const stop = async (): Promise<void> => {
    process.off('exit', killAll);
    await kill();
    await rm(dir, { recursive: true, force: true });
  };
  let current = await start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const frontends = Object.fromEntries(
    options.backends.map((backend, i) => [backend.name, { host, port: ports[i] ?? 0 }]),
  );
  return {
    frontend: { host, port: ports[0] ?? 0 },
    frontends,
    socketPath,
    adminPort,
    userSocketPath,
    pid: () => current.pid ?? 0,
    kill,
    restart: async () => {
      await kill();
      current = await start();
    },
    reload: async () => {
      current = await start('-sf', String(current.pid));
    },
    freeze: () => void current.kill('SIGSTOP'),
    thaw: () => void current.kill('SIGCONT'),
    command: (text) => askSocket(options.admin === 'tcp' ? { host, port: adminPort } : socketPath, text),
    stop,
  };
}

function launch(
  binary: string,
  args: readonly string[],
  log: string,
  running: Set<ChildProcess>,
): ChildProcess {
  const output = openSync(log, 'a');
  const child = spawn(binary, args, {
    stdio: ['ignore', output, output],
    // A plain user's PATH often lacks it.
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin` },
  });
  running.add(child);
  child.on('exit', () => running.delete(child));
  child.on('error', () => running.delete(child));
  closeSync(output);
  return child;
}

/** Ready once the process that answers is the one just started, also after a reload. */
async function answers(
  child: ChildProcess,
  command: (text: string) => Promise<string>,
  log: string,
): Promise<void> {
  const spawned = new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) =>
      reject(
        new Error('haproxy is not installed: apt-get install haproxy, or npm run peers', { cause: error }),
      ),
    );
  });
  await spawned;
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`haproxy did not start:\n${readFileSync(log, 'utf8')}`);
    // Refused until its socket is there: that is what is being waited for.
    const info = await command('show info').catch(String);
    return new RegExp(`^Pid: ${child.pid}$`, 'm').test(info);
  }, `haproxy to answer`);
}

function askSocket(to: string | Endpoint, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = typeof to === 'string' ? connect(to) : connect(to.port, to.host);
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (part) => {
      answer += part;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write(`${text}\n`);
  });
}
