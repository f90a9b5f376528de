import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type ListenOptions, type NetConnectOpts, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Tap {
  /** Where to connect instead of `upstream`. */
  readonly at: { readonly path: string } | { readonly host: string; readonly port: number };
  /** Where lines are passed on to. */
  upstream: NetConnectOpts;
  /** Runs before a command line is passed on; what it returns is waited for. */
  before: (line: string) => void | Promise<void>;
  stop(): Promise<void>;
}

/** Stands between a client and a real runtime API: holds each command up until a test has done what it wants. */
export async function startTap(via: 'unix' | 'tcp', upstream: NetConnectOpts): Promise<Tap> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-tap-'));
  const path = join(dir, 'tap.sock');
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    client.once('data', (line) => {
      pass(client, String(line)).catch((error: Error) => client.destroy(error));
    });
  });
  async function pass(client: Socket, line: string): Promise<void> {
    await tap.before(line.trim());
    const peer = connect(tap.upstream);
    // A peer that breaks breaks the client's connection too: that is what the client is to see.
    peer.on('error', () => client.destroy());
    client.on('close', () => peer.destroy());
    peer.pipe(client);
    peer.write(line);
  }
  const where: ListenOptions = via === 'unix' ? { path } : { host: '127.0.0.1', port: 0 };
  await new Promise<void>((resolve) => server.listen(where, resolve));
  const address = server.address();
  const tap: Tap = {
    at: typeof address === 'object' && address ? { host: '127.0.0.1', port: address.port } : { path },
    upstream,
    before: () => undefined,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(dir, { recursive: true, force: true });
    },
  };
  return tap;
}
