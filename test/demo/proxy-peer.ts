import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { haproxyConfig } from '../../demo/haproxy.ts';
import { freePorts } from '../../demo/places.ts';
import { startProxy } from '../../demo/proxy/proxy.ts';
import { askRuntime } from '../../demo/runtime-api.ts';

export const weights: readonly number[] = [100, 50, 10, 256];
const rise = 1;
const fall = 3;

/** A server behind the balancers whose health check can be told what to answer. */
interface TestServer {
  readonly port: number;
  mode: 'ok' | 'bad' | 'cut' | 'hang';
  close(): Promise<void>;
}

/** One of the two that are compared, in front of four servers. */
export interface Front {
  readonly name: string;
  readonly url: string;
  readonly socket: string;
  readonly servers: readonly TestServer[];
  ask(command: string): Promise<string>;
  close(): Promise<void>;
}

async function startServers(count: number): Promise<readonly TestServer[]> {
  return Promise.all(Array.from({ length: count }, () => startServer()));
}

async function startServer(): Promise<TestServer> {
  const [port = 0] = await freePorts(1);
  let http: Server | undefined;
  const server: TestServer = {
    port,
    mode: 'ok',
    close: async () => {
      http?.closeAllConnections();
      await new Promise((resolve) => http?.close(resolve));
    },
  };
  http = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    if (request.url === '/health' && server.mode === 'hang') return;
    if (request.url === '/health' && server.mode === 'cut') return void request.socket.destroy();
    if (request.url === '/health' && server.mode === 'bad') response.statusCode = 503;
    if (request.url === '/held') return void held.push(() => response.end(`${port}\n`));
    if (request.url === '/echo') return void request.pipe(response);
    response.end(`${port}\n`);
  });
  const listening = http;
  await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve));
  return server;
}

const held: (() => void)[] = [];
/** Answers all requests to `/held` that are waiting; gives how many. */
export const letGo = (): number => held.splice(0).map((answer) => answer()).length;
export const heldNow = (): number => held.length;

export async function startHaproxyFront(): Promise<Front> {
  const servers = await startServers(weights.length);
  const folder = mkdtempSync(join(tmpdir(), 'rollout-demo-test-'));
  const socket = join(folder, 'a.sock');
  const [port = 0] = await freePorts(1);
  const file = join(folder, 'haproxy.cfg');
  const named = servers.map((server, i) => ({
    name: `web-0${i + 1}`,
    host: '127.0.0.1',
    port: server.port,
    weight: weights[i] ?? 0,
  }));
  const text = haproxyConfig({ port, socket, backend: 'web', servers: named, checkMs: 50 });
  writeFileSync(file, text.replace('timeout check 2s', 'timeout check 1s'));
  const process = spawn('haproxy', ['-db', '-f', file], { stdio: 'ignore' });
  const ended = new Promise((resolve) => process.once('exit', resolve));
  return settled({
    name: 'haproxy',
    url: `http://127.0.0.1:${port}`,
    socket,
    servers,
    ask: (command) => askRuntime(socket, command),
    close: async () => {
      process.kill('SIGKILL');
      await ended;
      await Promise.all(servers.map((server) => server.close()));
      rmSync(folder, { recursive: true });
    },
  });
}

export async function startBundledFront(shares = weights): Promise<Front> {
  const servers = await startServers(shares.length);
  const folder = mkdtempSync(join(tmpdir(), 'rollout-demo-test-'));
  const socket = join(folder, 'a.sock');
  const [port = 0] = await freePorts(1);
  const proxy = await startProxy({
    port,
    socket,
    backend: 'web',
    servers: servers.map((server, i) => ({
      name: `web-0${i + 1}`,
      host: '127.0.0.1',
      port: server.port,
      weight: shares[i] ?? 0,
    })),
    check: { path: '/health', interMs: 50, timeoutMs: 1_000, rise, fall },
    serverTimeoutMs: 10_000,
  });
  return settled({
    name: 'bundled',
    url: `http://127.0.0.1:${port}`,
    socket,
    servers,
    ask: (command) => askRuntime(socket, command),
    close: async () => {
      await proxy.close();
      await Promise.all(servers.map((server) => server.close()));
      rmSync(folder, { recursive: true });
    },
  });
}

/** Waits until the checks have found all servers healthy. */
async function settled(front: Front): Promise<Front> {
  await eventually(async () => {
    const stat = await front.ask('show stat web 4 -1').catch((error: Error) => error.message);
    return (stat.match(/,UP,.*L7OK,200,/g) ?? []).length === front.servers.length;
  }, `all servers of ${front.name} are up`);
  return front;
}

export async function eventually(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const until = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > until) throw new Error(`never: ${what}`);
    await sleep(10);
  }
}
