import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, rename, rm } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { kept } from '../text/say.ts';

/** The one process that may work in a data directory, and the socket on which it is spoken to. */
export interface Claim {
  readonly socketPath: string;
  /** Ends all conversations and begins no more; the directory stays claimed. Clients ask and follow on at the next start. */
  silence(): void;
  /** Ends all conversations; clients ask and follow on with the next one. */
  hangUp(): void;
  /** Gives the directory up. Only when nothing works in it any more. */
  close(): Promise<void>;
}

export type Claimed = { readonly claim: Claim } | { readonly problem: string };

/** Unix socket paths end here on every system that we run on (`sun_path`; macOS has the least). */
const longestPath = 103;

export const socketPathIn = (dataDir: string): string => path.join(dataDir, 'rollout.sock');

/**
 * Claims the data directory by listening on a socket in it: the kernel lets go of it when the process dies, however it
 * dies, and a socket that answers proves that the other one lives, also in another container.
 * @param onConnection gets every connection to the socket, which only the owner of the directory can open
 */
export async function claimDataDir(
  dataDir: string,
  onConnection: (socket: net.Socket) => void,
): Promise<Claimed> {
  const socketPath = socketPathIn(dataDir);
  if (Buffer.byteLength(socketPath) > longestPath) {
    return {
      problem: kept`dataDir is too long for a socket in it: ${dataDir}; choose one of at most ${longestPath - 13} bytes`,
    };
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await chmod(dataDir, 0o700);
  const open = createConversations(onConnection);
  const server = net.createServer(open.begin);
  const own = path.join(dataDir, `.s${randomBytes(3).toString('hex')}`);
  await listen(server, own);
  await chmod(own, 0o600);
  const ours = await putInPlace(own, socketPath);
  await rm(own, { force: true });
  if (ours)
    return {
      claim: {
        socketPath,
        silence: open.silence,
        hangUp: open.hangUp,
        close: () => close(server, socketPath),
      },
    };
  server.close();
  return {
    problem: kept`another bot is running on ${dataDir}: stop that one, or give this one its own dataDir`,
  };
}

/** Links the listening socket to its public name; one that is there and answers nobody is moved out of the way. */
async function putInPlace(own: string, socketPath: string): Promise<boolean> {
  for (let tries = 0; tries < 20; tries += 1) {
    if (await linked(own, socketPath)) return true;
    if (await answers(socketPath)) return false;
    const aside = `${own}.old`;
    if (!(await moved(socketPath, aside))) continue;
    // Between the look and the move somebody else may have come up: then it is put back.
    if (await answers(aside)) {
      await moved(aside, socketPath);
      return false;
    }
    await rm(aside, { force: true });
  }
  return false;
}

const linked = (from: string, to: string): Promise<boolean> => succeeds(link(from, to), 'EEXIST');
const moved = (from: string, to: string): Promise<boolean> => succeeds(rename(from, to), 'ENOENT');

async function succeeds(act: Promise<void>, expected: string): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === expected) return false;
    throw error;
  }
}

/** Whether a process listens on the socket. */
export function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

const listen = (server: net.Server, at: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, resolve);
  });

/** The connections that are open; once silenced, a new one is ended at once, and still proves that we live. */
function createConversations(onConnection: (socket: net.Socket) => void) {
  const open = new Set<net.Socket>();
  let silent = false;
  const hangUp = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    begin(socket: net.Socket): void {
      if (silent) return void socket.destroy();
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      onConnection(socket);
    },
    hangUp,
    silence(): void {
      silent = true;
      hangUp();
    },
  };
}

/** The name goes while we still listen, so that nobody who comes now takes it for a dead one's. */
async function close(server: net.Server, socketPath: string): Promise<void> {
  await rm(socketPath, { force: true });
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
