import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SshTarget } from '../../src/model/ssh.ts';
import { type Ran, run } from '../../src/transport/run.ts';
import type { OpenShell } from '../../src/transport/shell.ts';
import { createSshConnections, type SshConnections } from '../../src/transport/ssh/connections.ts';
import { fingerprintOf } from '../../src/transport/ssh/host-key.ts';

export interface Lvs {
  /** @param user `root`, or `observer` who may log in and no more */
  target(user?: 'root' | 'observer'): SshTarget;
  /** Command lines on it, over one connection a user. */
  shell(user?: 'root' | 'observer'): OpenShell;
  /** A script as root, to its end. */
  run(script: string): Promise<Ran>;
  /** The table of `lvs/README.md`, no connections, counters at 0. */
  reset(): Promise<void>;
  /** Opens connections through the virtual service and keeps them. @param client one client's address for all (1 to 20) */
  hold(count: number, client?: number): Promise<Held>;
  /** SIGSTOP: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

export interface Held {
  /** The real server that each connection reached, in order. */
  readonly servers: readonly string[];
  end(): Promise<void>;
}

const folder = fileURLToPath(new URL('lvs/', import.meta.url));

/** Boots a real director on a free port of 127.0.0.1, and waits until it lets us in. Its README says what is in it. */
export async function startLvs(): Promise<Lvs> {
  const image = buildImage();
  const dir = await mkdtemp(join(tmpdir(), 'rollout-lvs-'));
  const port = await freePort();
  const console = join(dir, 'console.log');
  const child = spawn('qemu-system-x86_64', [...machine(image, port), '-serial', `file:${console}`], {
    stdio: 'ignore',
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(notInstalled(error)));
    child.once('exit', (code) => reject(new Error(`the LVS machine ended with ${code}`)));
  });
  failed.catch((error: unknown) => error);
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  // Whoever is tested, whoever looks behind its back, and what is held: none waits for another.
  const [connections, behind, holding] = [
    createSshConnections(),
    createSshConnections(),
    createSshConnections(),
  ];
  const target = targetOf(image, port);
  const shells = {
    root: inTurn(shellOf(connections, target())),
    observer: inTurn(shellOf(connections, target('observer'))),
  };
  const control = inTurn(shellOf(behind, target()));
  const runIt = (script: string): Promise<Ran> =>
    run(control, script, { target: 'the LVS machine', timeoutMs: 170_000 });
  await Promise.race([booted(console), failed]);
  return {
    target,
    shell: (user = 'root') => shells[user],
    run: runIt,
    reset: async () => {
      const { exitCode, stderr } = await runIt('lvs-reset');
      if (exitCode !== 0) throw new Error(`lvs-reset failed: ${stderr}`);
    },
    hold: (count, client) => hold(shellOf(holding, target()), count, client),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: async () => {
      await Promise.all([connections, behind, holding].map((each) => each.closeAll()));
      process.off('exit', kill);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      kill();
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const shellOf =
  (connections: SshConnections, target: SshTarget): OpenShell =>
  async (command, listener) =>
    (await connections.connection(target)).exec(command, listener);

/** One command after the other: dropbear refuses now and then one that begins while others of its connection end. */
function inTurn(shell: OpenShell): OpenShell {
  let last: Promise<void> = Promise.resolve();
  return async (command, listener) => {
    const before = last;
    let over = (): void => undefined;
    last = new Promise((resolve) => {
      over = resolve;
    });
    await before;
    try {
      const process = await shell(command, listener);
      process.ended.then(over, over);
      return process;
    } catch (error) {
      over();
      throw error;
    }
  };
}

/** Builds it once for each version of the folder's files. @returns where it is */
function buildImage(): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const hash = createHash('sha256');
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash.update(readFileSync(path));
  const cache = process.env.XDG_CACHE_HOME ?? tmpdir();
  const dir = join(cache, `rollout-lvs-${userInfo().uid}-${hash.digest('hex').slice(0, 12)}`);
  const { status, stderr } = spawnSync('bash', [join(folder, 'build-image.sh'), dir], {
    encoding: 'utf8',
    timeout: 170_000,
  });
  if (status !== 0) throw new Error(`the LVS machine's image could not be built in ${dir}: ${stderr}`);
  return dir;
}

/** KVM is not asked for: one that opens but can't run this kernel would hang the boot. */
const machine = (image: string, port: number): readonly string[] => [
  ...['-machine', 'pc', '-accel', 'tcg', '-cpu', 'qemu64,+rdrand', '-smp', '1', '-m', '256'],
  ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
  ...['-kernel', join(image, 'vmlinuz'), '-initrd', join(image, 'initrd.gz')],
  ...['-append', 'console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on lvs_lifetime=900'],
  ...['-netdev', `user,id=net0,ipv6=off,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`],
  ...['-device', 'virtio-net-pci,netdev=net0,romfile='],
];

const targetOf =
  (image: string, port: number) =>
  (user: 'root' | 'observer' = 'root'): SshTarget => ({
    host: '127.0.0.1',
    port,
    user,
    auth: { kind: 'key', file: join(image, 'client_key') },
    trust: { kind: 'fingerprint', sha256: fingerprintIn(join(image, 'host_key.pub')) },
    connectTimeoutMs: 20_000,
    keepAliveMs: 15_000,
  });

const fingerprintIn = (file: string): string =>
  fingerprintOf(Buffer.from(readFileSync(file, 'utf8').split(' ')[1] ?? '', 'base64'));

/** The machine says so on its console once its SSH server listens; QEMU itself accepts connections long before. */
async function booted(console: string): Promise<void> {
  const deadline = Date.now() + 100_000;
  for (;;) {
    // It is not there before QEMU is.
    const text = await readFile(console, 'utf8').catch(() => '');
    if (/^lvs: ready/m.test(text)) return;
    if (Date.now() > deadline) throw new Error(`the LVS machine did not boot:\n${text.slice(-2000)}`);
    await pause(50);
  }
}

/** Each line but the last one is `CLIENT REAL-SERVER`. The connections end with the command's standard input. */
async function hold(shell: OpenShell, count: number, client?: number): Promise<Held> {
  let text = '';
  let said = '';
  const held = await shell(`exec lvs-hold ${count} 600 ${client ?? ''}`, {
    onStdout: (chunk) => {
      text += chunk;
    },
    onStderr: (chunk) => {
      said += chunk;
    },
  });
  let over = false;
  const ended = held.ended.finally(() => {
    over = true;
  });
  ended.catch((error: unknown) => error);
  while (!/^ready$/m.test(text)) {
    if (over) throw new Error(`no connections: ${said}`);
    await pause(20);
  }
  const lines = text.trim().split('\n').slice(0, -1);
  return {
    servers: lines.map((line) => line.split(' ')[1] ?? ''),
    end: async () => {
      held.finish();
      await ended;
    },
  };
}

const notInstalled = (cause: unknown): Error =>
  new Error('QEMU is not installed: apt-get install qemu-system-x86, or npm run peers', { cause });

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
