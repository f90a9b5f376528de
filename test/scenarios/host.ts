import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endProcess, isAlive } from '../../demo/alive.ts';
import { type Sshd, startSshd } from '../peers/sshd.ts';
import { until } from './until.ts';

/** What goes wrong on a host while its file is there. */
export type Fault = 'not-ready' | 'check-fails';

/** A "host": an SSH server and a folder of its own, with one application process that deploys restart. */
export interface Host {
  readonly name: string;
  readonly weight: number;
  readonly address: string;
  readonly port: number;
  readonly sshd: Sshd;
  readonly folder: string;
  /** The release that the app process itself answers with, or what went wrong. */
  runs(): Promise<string>;
  /** The releases whose deploy command was started here, one for each time. */
  deploys(): readonly string[];
  /** Shell text that the deploy command runs first; its exit code counts. */
  hook(text: string): void;
  fault(name: Fault, on: boolean): void;
  /** Lets the hook `waitForGo` go on. */
  go(): void;
  /** A process that a hook has told the number of in the file `hooked`. */
  hooked(): number | undefined;
  /** No faults, no hook, no record, and a new app process with the first release. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface HostPlace {
  readonly name: string;
  readonly weight: number;
  readonly address: string;
  readonly port: number;
}

const app = fileURLToPath(new URL('app.mjs', import.meta.url));
const firstRelease = 'v1';

/** Runs until `go` is called; TERM ends it, and it ends with the tests. */
export const waitForGo = hookLoop('');
/** The same, but nothing less than KILL ends it (apart from `go`). */
export const ignoreTerm = hookLoop(`trap '' TERM\n`);

function hookLoop(first: string): string {
  return `${first}echo $$ >"$APP_DIR/hooked"
while [ ! -f "$APP_DIR/go" ] && kill -0 "$APP_OWNER" 2>/dev/null; do sleep 0.05; done`;
}

/** What the config has as the deploy command: notes that it ran, stops the app gracefully, starts the release. */
export const deployCommand = `echo "$ROLLOUT_RELEASE" >>"$APP_DIR/deploys"
echo "deploying $ROLLOUT_RELEASE"
if [ -f "$APP_DIR/hook" ]; then sh "$APP_DIR/hook" || exit; fi
old=$(cat "$APP_DIR/pid")
kill -s TERM "$old" 2>/dev/null || true
while kill -0 "$old" 2>/dev/null && ! grep -q '^State:.Z' "/proc/$old/status" 2>/dev/null; do sleep 0.02; done
setsid "$APP_NODE" "$APP_FILE" "$APP_HOST" "$APP_PORT" "$ROLLOUT_RELEASE" "$APP_DIR" "$APP_OWNER" \\
  </dev/null >>"$APP_DIR/log" 2>&1 &
echo $! >"$APP_DIR/pid"
echo "$ROLLOUT_RELEASE" >"$APP_DIR/release"
`;

export const currentCommand = 'cat "$APP_DIR/release"';

/** @param clientKey who may log in */
export async function startHost(
  parent: string,
  place: HostPlace,
  clientKey: { readonly file: string },
): Promise<Host> {
  const { name, address, port } = place;
  const folder = join(parent, name);
  mkdirSync(folder);
  const at = (file: string): string => join(folder, file);
  const read = (file: string): string => (existsSync(at(file)) ? readFileSync(at(file), 'utf8').trim() : '');
  const sshd = await startSshd({
    clientKey,
    config: [`ListenAddress ${address}`],
    hostKeyTypes: ['ed25519'],
    env: {
      APP_DIR: folder,
      APP_HOST: address,
      APP_PORT: String(port),
      APP_FILE: app,
      APP_NODE: process.execPath,
      APP_OWNER: String(process.pid),
    },
  });
  const start = (): string => {
    const log = openSync(at('log'), 'a');
    const args = [app, address, String(port), firstRelease, folder, String(process.pid)];
    const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] });
    child.unref();
    writeFileSync(at('pid'), `${child.pid}\n`);
    writeFileSync(at('release'), `${firstRelease}\n`);
    return `${firstRelease} well, process ${child.pid}`;
  };
  const endHooked = async (): Promise<void> => {
    const pid = Number(read('hooked'));
    if (pid > 0 && isAlive(pid)) await endProcess(pid, 100);
  };
  const endApp = async (): Promise<void> => {
    const pid = Number(read('pid'));
    if (pid > 0) await endProcess(pid, 2_000);
  };
  return {
    ...place,
    sshd,
    folder,
    runs: () => ask(address, port, '/'),
    deploys: () => read('deploys').split('\n').filter(Boolean),
    hook: (text) => writeFileSync(at('hook'), `${text}\n`),
    fault: (fault, on) => (on ? appendFileSync(at(fault), '') : rmSync(at(fault), { force: true })),
    go: () => appendFileSync(at('go'), ''),
    hooked: () => Number(read('hooked')) || undefined,
    async reset() {
      sshd.resume();
      await endHooked();
      for (const file of ['not-ready', 'check-fails', 'hook', 'go', 'hooked', 'deploys'])
        rmSync(at(file), { force: true });
      await endApp();
      const well = start();
      await until(`${name} is ready`, async () => (await ask(address, port, '/ready')) === well);
    },
    async stop() {
      await endHooked();
      await endApp();
      await sshd.stop();
    },
  };
}

async function ask(address: string, port: number, path: string): Promise<string> {
  try {
    return (await (await fetch(`http://${address}:${port}${path}`)).text()).trim();
  } catch (error) {
    return String(error);
  }
}
