import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeWhenAnswered } from './close-server.ts';

export interface AppOptions {
  /** The address of this machine on which it listens. */
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly release: string;
  /** How long `/health` says 503 after the start, as an app does that fills its caches. */
  readonly warmUpMs: number;
  readonly slowMs: number;
}

export interface App {
  readonly port: number;
  /** Finishes what it is answering, stops accepting, and resolves when nothing is left. */
  stop(): Promise<void>;
}

/**
 * The application that the demo rolls out. `/` takes 5 to 40 ms, `/slow` takes `slowMs`, `/health` answers at once;
 * every answer begins with the release.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const readyAt = performance.now() + options.warmUpMs;
  const work = openWork();
  const handle: RequestListener = (request, response) => {
    response.once('close', work.begin());
    if (request.url === '/health') return health(response, options.release, performance.now() >= readyAt);
    const ms = request.url === '/slow' ? options.slowMs : 5 + Math.random() * 35;
    setTimeout(() => response.end(`${options.release}\n`), ms);
  };
  // Longer than the demo: only clients and the balancer end a connection, never the app while it serves.
  const server = createServer({ keepAliveTimeout: 600_000 }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      await work.done();
      await closeWhenAnswered(server);
    },
  };
}

function health(response: ServerResponse, release: string, ready: boolean): void {
  response.statusCode = ready ? 200 : 503;
  response.end(`${release} ${ready ? 'healthy' : 'starting'}\n`);
}

/** Counts what is being answered; `done` resolves at the first moment when nothing is. */
function openWork(): { begin(): () => void; done(): Promise<void> } {
  let open = 0;
  let onDone: (() => void) | undefined;
  return {
    begin() {
      open += 1;
      return () => {
        open -= 1;
        if (open === 0) onDone?.();
      };
    },
    done: () =>
      new Promise((resolve) => {
        if (open === 0) resolve();
        else onDone = resolve;
      }),
  };
}
