import { connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy on loopback that one process is given instead of the real address, to cut it alone off. */
export interface Cut {
  readonly port: number;
  /** Resets what is open and whatever connects from now on. */
  cut(): void;
  /** Half-open: connections stay, new ones are taken, and nothing passes in either direction. */
  freeze(): void;
  /** Requests pass, answers do not. */
  mute(): void;
  /** All passes again; frozen connections first deliver what was sent meanwhile. */
  heal(): void;
  /** How many connections it holds. */
  connections(): number;
  stop(): Promise<void>;
}

interface State {
  readonly takes: boolean;
  readonly requests: boolean;
  readonly answers: boolean;
}

const healthy: State = { takes: true, requests: true, answers: true };

interface Link {
  readonly client: Socket;
  readonly peer: Socket;
}

/**
 * @param to the port that it leads to
 * @param host the address on which that is, and on which it listens itself
 */
export async function startCut(to: number, host = '127.0.0.1'): Promise<Cut> {
  let state = healthy;
  const links = new Set<Link>();
  const become = (next: State): void => {
    state = next;
    for (const link of links) settle(link, state);
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const link = { client, peer: connect({ port: to, host, allowHalfOpen: true }) };
    links.add(link);
    join(link, () => links.delete(link));
    settle(link, state);
  });
  const port = await listen(server, host);
  const cut = (): void => become({ takes: false, requests: false, answers: false });
  return {
    port,
    cut,
    freeze: () => become({ takes: true, requests: false, answers: false }),
    mute: () => become({ ...healthy, answers: false }),
    heal: () => become(healthy),
    connections: () => links.size,
    async stop() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** Passes bytes, ends and breaks on from each side to the other. */
function join({ client, peer }: Link, over: () => void): void {
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (bytes) => to.write(bytes));
    from.on('end', () => to.end());
    // Told by `close`, which comes behind it.
    from.on('error', () => undefined);
    from.on('close', (broken) => {
      over();
      if (broken) to.resetAndDestroy();
    });
  };
  pass(client, peer);
  pass(peer, client);
}

function settle({ client, peer }: Link, { takes, requests, answers }: State): void {
  if (!takes) {
    client.resetAndDestroy();
    peer.resetAndDestroy();
    return;
  }
  if (requests) client.resume();
  else client.pause();
  if (answers) peer.resume();
  else peer.pause();
}
