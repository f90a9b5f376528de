import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { ListenOptions, Server as NetServer } from 'node:net';
import { closeWhenAnswered } from '../close-server.ts';
import { startChecks } from './check.ts';
import { answer, type Backend } from './commands.ts';
import { createForwarder } from './forward.ts';
import { type CheckSettings, newServer, type ServerSettings } from './servers.ts';
import { createRuntimeSocket } from './socket.ts';

export interface ProxySettings {
  /** Where clients come in, on 127.0.0.1. */
  readonly port: number;
  /** Where the runtime API answers. */
  readonly socket: string;
  readonly backend: string;
  readonly servers: readonly ServerSettings[];
  readonly check: CheckSettings;
  /** How long a server may take to answer, in milliseconds. */
  readonly serverTimeoutMs: number;
}

export interface Proxy {
  /** Stops taking connections, and resolves when the last request has been answered. */
  close(): Promise<void>;
}

/** Starts the proxy; resolves when both the clients' port and the runtime socket answer. */
export async function startProxy(settings: ProxySettings): Promise<Proxy> {
  const { check } = settings;
  const servers = settings.servers.map((server, index) => newServer(server, index + 1, check));
  const backend: Backend = { name: settings.backend, servers, check };
  const forwarder = createForwarder(servers, settings.serverTimeoutMs);
  const clients = createServer({ keepAliveTimeout: 600_000 }, forwarder.handle);
  const runtime = createRuntimeSocket((command) => answer(backend, command));
  await listening(clients, { port: settings.port, host: '127.0.0.1' });
  await rm(settings.socket, { force: true });
  await listening(runtime, { path: settings.socket });
  const stopChecks = startChecks(servers, check);
  return {
    async close() {
      stopChecks();
      await Promise.all([closeWhenAnswered(clients), closed(runtime)]);
      forwarder.close();
    },
  };
}

function listening(server: NetServer, at: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

const closed = (server: NetServer): Promise<void> =>
  new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
