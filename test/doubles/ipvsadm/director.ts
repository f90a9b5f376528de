import { chmodSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalShell } from '../../../src/transport/local.ts';
import { quote } from '../../../src/transport/quote.ts';
import type { OpenShell } from '../../../src/transport/shell.ts';
import { createKernel, type Kernel } from './kernel.ts';
import { type Ended, ipvsadm, type Version } from './program.ts';

/** Ways to be another director than a root's own, all off at first. */
export interface DirectorFaults {
  version: Version;
  /** Who the commands run as: `plain` may log in and has no sudo. */
  user: 'root' | 'sudoer' | 'lister' | 'plain';
  /** Changes are accepted, and nothing changes. */
  ineffective: boolean;
  /** A real server that each list shows a second time. */
  twice: string | undefined;
  /** What every command answers instead. */
  instead: Ended | undefined;
  /** Runs before a command is looked at; what it returns is waited for. */
  before: (args: readonly string[]) => void | Promise<void>;
}

export const noFaults = (): DirectorFaults => ({
  version: '1.31',
  user: 'root',
  ineffective: false,
  twice: undefined,
  instead: undefined,
  before: () => undefined,
});

export interface DirectorDouble {
  readonly kernel: Kernel;
  /** Of `/proc/sys/net/ipv4/vs`, by name. */
  readonly settings: Map<string, string>;
  readonly faults: DirectorFaults;
  /** Every command of ipvsadm that was run, in order, with `sudo` before it where that was used. */
  readonly commands: readonly (readonly string[])[];
  /** Its PATH: only the folders that a plain user has. */
  readonly path: string;
  /** Command lines on it. */
  readonly shell: OpenShell;
  /** One command as root, without a shell. */
  ipvsadm(...args: readonly string[]): Ended;
  stop(): Promise<void>;
}

/**
 * A director without a kernel: a real shell, in which `ipvsadm` and `sudo` are programs that pass on their words to
 * here and say and end as they are told. What ipvsadm does with them is written from its manual, its source and what
 * a real one was seen to do, which the tests compare.
 * @param changed called after each change of its table
 */
export async function startDirectorDouble(changed: () => void = () => undefined): Promise<DirectorDouble> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-director-'));
  const kernel = createKernel(changed);
  const faults = noFaults();
  const settings = new Map<string, string>();
  const commands: (readonly string[])[] = [];
  const path = `${dir}:/usr/bin:/bin`;

  async function answer(words: readonly string[]): Promise<Ended> {
    if (words[0] === 'grep') return grep(words, settings);
    commands.push(words.slice(words[0] === 'ipvsadm' ? 1 : 0));
    await faults.before(words.filter((word) => !['sudo', '-n', 'ipvsadm'].includes(word)));
    return faults.instead ?? programs(words, kernel, faults);
  }

  const server = await listen(answer);
  for (const name of ['ipvsadm', 'sudo', 'grep']) await install(join(dir, name), name, server.port);
  return {
    kernel,
    settings,
    faults,
    commands,
    path,
    shell: createLocalShell({ env: { PATH: path } }),
    ipvsadm: (...args) => ipvsadm(kernel, args, faults.version),
    stop: async () => {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** `grep -s '' FILE…`: each line of the files that are there, after the file's name. */
function grep([, ...words]: readonly string[], settings: ReadonlyMap<string, string>): Ended {
  const [option, pattern, ...files] = words;
  if (option !== '-s' || pattern !== '') throw new Error(`grep is used in another way: ${words.join(' ')}`);
  const lines = files.flatMap((file) => {
    const value = settings.get(file.replace('/proc/sys/net/ipv4/vs/', ''));
    return value === undefined ? [] : [`${file}:${value}\n`];
  });
  return { code: lines.length < files.length ? 2 : 0, stdout: lines.join(''), stderr: '' };
}

/** What `ipvsadm …` and `sudo …` do for this user. */
function programs([program, ...words]: readonly string[], kernel: Kernel, faults: DirectorFaults): Ended {
  if (program === 'sudo') return sudo(words, kernel, faults);
  if (faults.user === 'root') return asRoot(words, kernel, faults);
  const text =
    "Can't initialize ipvs: Permission denied (you must be root)\nAre you sure that IP Virtual Server is built in the kernel or as module?\n";
  return { code: 2, stdout: '', stderr: text };
}

/** sudo(8) with a rule for ipvsadm, for its lists only, or with none. */
function sudo([option, program, ...words]: readonly string[], kernel: Kernel, faults: DirectorFaults): Ended {
  if (option !== '-n' || program !== 'ipvsadm')
    throw new Error(`sudo is used in another way: ${option} ${program}`);
  if (faults.user === 'plain') return { code: 1, stdout: '', stderr: 'sudo: a password is required\n' };
  if (faults.user !== 'lister' || /^-[LS]n$/.test(words[0] ?? '')) return asRoot(words, kernel, faults);
  const line = `/sbin/ipvsadm ${words.join(' ')}`;
  return {
    code: 1,
    stdout: '',
    stderr: `Sorry, user rollout is not allowed to execute '${line}' as root on lvs-a.\n`,
  };
}

function asRoot(words: readonly string[], kernel: Kernel, faults: DirectorFaults): Ended {
  if (faults.ineffective && !/^-[LS]/.test(words[0] ?? '')) return { code: 0, stdout: '', stderr: '' };
  const ended = ipvsadm(kernel, words, faults.version);
  const { twice } = faults;
  if (twice === undefined) return ended;
  const lines = ended.stdout
    .split('\n')
    .flatMap((line) => (line.includes(`${twice} `) ? [line, line] : [line]));
  return { ...ended, stdout: lines.join('\n') };
}

/** bash, because it can open a connection without another program. */
async function install(path: string, name: string, port: number): Promise<void> {
  const script = [
    '#!/bin/bash',
    // Only what looks into the kernel is asked of here.
    ...(name === 'grep' ? ['[[ "$*" == */proc/* ]] || { PATH=/usr/bin:/bin; exec grep "$@"; }'] : []),
    `exec 3<>/dev/tcp/127.0.0.1/${port}`,
    `printf '%s\\0' ${name} "$@" >&3; printf '\\1' >&3`,
    `IFS= read -r -d '' -u 3 answer`,
    'eval "$answer"',
  ];
  await writeFile(path, `${script.join('\n')}\n`);
  chmodSync(path, 0o755);
}

/** Words end with a NUL each, and all of them with a 1. */
async function listen(answer: (words: readonly string[]) => Promise<Ended>) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // Whoever gave up on the command took its end of the connection along.
    socket.on('error', () => socket.destroy());
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (part) => {
      text += part;
      if (!text.endsWith('\u0001')) return;
      void answer(text.slice(0, -2).split('\0')).then((ended) => socket.end(`${shellText(ended)}\0`));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const shellText = ({ code, stdout, stderr }: Ended): string =>
  `printf %s ${quote(stdout)}; printf %s ${quote(stderr)} >&2; exit ${code}`;
