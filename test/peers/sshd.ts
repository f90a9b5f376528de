import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { SshTarget } from '../../src/model/ssh.ts';

const sshdFile = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd'].find((file) => existsSync(file));

export interface SshdOptions {
  /** Set in every session (APP_DIR …). HOME is a folder of the server's own, so several servers are several "hosts". */
  readonly env?: Readonly<Record<string, string>>;
  readonly hostKeyTypes?: readonly ('ed25519' | 'ecdsa' | 'rsa')[];
  /** More lines for sshd_config; the first line for a word counts, and these come first. */
  readonly config?: readonly string[];
  /** Public keys that may log in; a new key pair is made where this is absent. */
  readonly clientKey?: { readonly file: string };
}

export interface Sshd {
  readonly port: number;
  readonly user: string;
  readonly dir: string;
  /** HOME of its sessions, unless `env` says otherwise. */
  readonly home: string;
  /** One public key line per type. */
  readonly hostKeys: readonly string[];
  /** `SHA256:…` per type, as ssh-keygen prints it. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly knownHostsFile: string;
  readonly clientKeyFile: string;
  /** How to reach it, with the known_hosts file and the client key. */
  target(changes?: Partial<SshTarget>): SshTarget;
  log(): string;
  /** Ends every open connection; the server goes on. */
  killConnections(): void;
  /** SIGSTOP: connections stay open and say nothing more. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** A real OpenSSH server of the current user on a free port of 127.0.0.1. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  if (sshdFile === undefined) {
    throw new Error('These tests need OpenSSH: run `npm run peers`, or apt-get install openssh-server.');
  }
  // Where sshd drops its privileges to; Debian's package leaves its making to the init script.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const dir = mkdtempSync(join(tmpdir(), 'rollout-sshd-'));
  const types = options.hostKeyTypes ?? ['ed25519', 'ecdsa'];
  for (const type of types) makeKey(join(dir, `host_${type}`), type);
  const clientKeyFile = options.clientKey?.file ?? makeKey(join(dir, 'client'), 'ed25519');
  writeFileSync(join(dir, 'authorized_keys'), readFileSync(`${clientKeyFile}.pub`), { mode: 0o600 });
  const port = await freePort();
  const config = writeConfig(dir, port, types, options);
  const child = spawn(sshdFile, ['-D', '-f', config, '-E', join(dir, 'log')], { stdio: 'ignore' });
  await listening(child, port, dir);
  return handleOf(child, { dir, port, types, clientKeyFile });
}

/** @param passphrase empty for none */
export function makeKey(file: string, type: 'ed25519' | 'ecdsa' | 'rsa', passphrase = ''): string {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', file]);
  return file;
}

function writeConfig(dir: string, port: number, types: readonly string[], options: SshdOptions): string {
  // A home of its own: several servers are several hosts, and the machine's own login scripts stay out of it.
  const home = join(dir, 'home');
  mkdirSync(home, { recursive: true });
  const env = Object.entries({ HOME: home, ...options.env }).map(([name, value]) => `"${name}=${value}"`);
  const lines = [
    ...(options.config ?? []),
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...types.map((type) => `HostKey ${join(dir, `host_${type}`)}`),
    `AuthorizedKeysFile ${join(dir, 'authorized_keys')}`,
    `PidFile ${join(dir, 'pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'AllowStreamLocalForwarding yes',
    'AllowTcpForwarding yes',
    'MaxStartups 200',
    'LogLevel DEBUG1',
    'Subsystem sftp internal-sftp',
    `SetEnv ${env.join(' ')}`,
  ];
  const file = join(dir, 'sshd_config');
  // OpenSSH 9.8 and later shut out an address after failed logins, which tests make on purpose.
  writeFileSync(file, `${[...lines, 'PerSourcePenalties no'].join('\n')}\n`);
  if (!accepted(file)) writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

function accepted(config: string): boolean {
  try {
    execFileSync(sshdFile ?? 'sshd', ['-t', '-f', config], { stdio: 'pipe' });
    return true;
  } catch (error) {
    if (String(error).includes('PerSourcePenalties')) return false;
    throw error;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function listening(child: ChildProcess, port: number, dir: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.exitCode !== null) break;
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.kill('SIGKILL');
  const log = join(dir, 'log');
  throw new Error(
    `sshd did not start on port ${port}: ${existsSync(log) ? readFileSync(log, 'utf8') : 'no log'}`,
  );
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

interface Started {
  readonly dir: string;
  readonly port: number;
  readonly types: readonly string[];
  readonly clientKeyFile: string;
}

function handleOf(child: ChildProcess, { dir, port, types, clientKeyFile }: Started): Sshd {
  const user = userInfo().username;
  const publicFiles = types.map((type) => join(dir, `host_${type}.pub`));
  const hostKeys = publicFiles.map((file) => readFileSync(file, 'utf8').trim());
  const knownHostsFile = join(dir, 'known_hosts');
  writeFileSync(knownHostsFile, `${hostKeys.map((key) => `[127.0.0.1]:${port} ${key}`).join('\n')}\n`);
  const signal = (pids: readonly number[], name: NodeJS.Signals) => {
    for (const pid of pids) sendSignal(pid, name);
  };
  const all = () => (child.pid === undefined ? [] : [child.pid, ...connectionProcesses(child.pid)]);
  return {
    port,
    user,
    dir,
    home: join(dir, 'home'),
    hostKeys,
    fingerprints: Object.fromEntries(types.map((type, n) => [type, fingerprint(publicFiles[n] ?? '')])),
    knownHostsFile,
    clientKeyFile,
    target: (changes = {}) => ({
      host: '127.0.0.1',
      port,
      user,
      auth: { kind: 'key', file: clientKeyFile },
      trust: { kind: 'known-hosts', file: knownHostsFile },
      connectTimeoutMs: 20_000,
      keepAliveMs: 10_000,
      ...changes,
    }),
    log: () => readFileSync(join(dir, 'log'), 'utf8'),
    killConnections: () => signal(all().slice(1), 'SIGKILL'),
    pause: () => signal(all(), 'SIGSTOP'),
    resume: () => signal(all(), 'SIGCONT'),
    stop: () => stop(child, all, signal, dir),
  };
}

async function stop(
  child: ChildProcess,
  all: () => readonly number[],
  signal: (pids: readonly number[], name: NodeJS.Signals) => void,
  dir: string,
): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.signalCode === null) {
    signal(all(), 'SIGKILL');
    await ended;
  }
  rmSync(dir, { recursive: true, force: true });
}

function fingerprint(publicFile: string): string {
  return execFileSync('ssh-keygen', ['-lf', publicFile], { encoding: 'utf8' }).split(' ')[1] ?? '';
}

function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended by itself since we looked.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The server's own processes below `parent`, one or two per connection; what those run is not among them. */
function connectionProcesses(parent: number): number[] {
  const rows = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(processRow);
  const below = (pid: number): number[] =>
    rows
      .filter((row) => row.parent === pid && row.name.startsWith('sshd'))
      .flatMap((r) => [r.pid, ...below(r.pid)]);
  return below(parent);
}

function processRow(pid: string): { pid: number; parent: number; name: string }[] {
  try {
    const [, name = '', parent = ''] =
      /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return [{ pid: Number(pid), parent: Number(parent), name }];
  } catch (error) {
    // It ended between the listing and the reading.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
