import {
  Agent,
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { pick } from './pick.ts';
import type { Counter, Server } from './servers.ts';

/** Headers that belong to one connection and not to the message (RFC 9110, 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const refusals: Readonly<Record<number, string>> = {
  502: 'The server returned an invalid or incomplete response.',
  503: 'No server is available to handle this request.',
  504: "The server didn't respond in time.",
};

/**
 * Sends every request to one server, once: a request that fails there is answered 502, 503 or 504 and not tried
 * elsewhere, so that nothing is hidden. A server's session lasts until its answer is through or given up.
 */
export function createForwarder(servers: readonly Server[], timeoutMs: number): Forwarder {
  const agent = new Agent({ keepAlive: true });
  return {
    handle(incoming, outgoing) {
      const server = pick(servers);
      if (server) forward(server, incoming, outgoing, { agent, timeoutMs });
      else refuse(outgoing, 503);
    },
    close: () => agent.destroy(),
  };
}

export interface Forwarder {
  readonly handle: RequestListener;
  close(): void;
}

function forward(
  server: Server,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  via: { readonly agent: Agent; readonly timeoutMs: number },
): void {
  const endSession = beginSession(server);
  const { method, url: path } = incoming;
  const headers = endToEnd(incoming.headers);
  const upstream = ask({ host: server.host, port: server.port, method, path, headers, agent: via.agent });
  upstream.setTimeout(via.timeoutMs, () => upstream.destroy(new UpstreamTimeout()));
  upstream.on('response', (answer) => relay(server, answer, outgoing));
  upstream.on('error', (error) => fail(server, error, upstream.reusedSocket, outgoing));
  upstream.on('close', endSession);
  outgoing.on('close', () => abandon(server, upstream.destroyed, outgoing, () => upstream.destroy()));
  incoming.on('data', (bytes: Buffer) => add(server, 'bin', bytes.length));
  incoming.pipe(upstream);
}

class UpstreamTimeout extends Error {}

function beginSession(server: Server): () => void {
  add(server, 'stot', 1);
  add(server, 'scur', 1);
  server.count.smax = Math.max(server.count.smax, server.count.scur);
  server.lastSessionAt = performance.now();
  return () => add(server, 'scur', -1);
}

function relay(server: Server, answer: IncomingMessage, outgoing: ServerResponse): void {
  const status = answer.statusCode ?? 502;
  const family = responseFamilies[Math.floor(status / 100) - 1];
  if (family) add(server, family, 1);
  answer.on('data', (bytes: Buffer) => add(server, 'bout', bytes.length));
  outgoing.writeHead(status, answer.statusMessage, endToEnd(answer.headers));
  pipeline(answer, outgoing, (error) => {
    if (error && !outgoing.destroyed) outgoing.destroy();
  });
}

const responseFamilies: readonly Counter[] = ['hrsp_1xx', 'hrsp_2xx', 'hrsp_3xx', 'hrsp_4xx', 'hrsp_5xx'];

function fail(server: Server, error: Error, reused: boolean, outgoing: ServerResponse): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  const refused = !reused && 'code' in error && error.code === 'ECONNREFUSED';
  add(server, refused ? 'econ' : 'eresp', 1);
  if (refused) refuse(outgoing, 503);
  else refuse(outgoing, error instanceof UpstreamTimeout ? 504 : 502);
}

/** The client went away before its answer was complete: nobody waits for the server's any more. */
function abandon(server: Server, ended: boolean, outgoing: ServerResponse, giveUp: () => void): void {
  if (outgoing.writableFinished || ended) return;
  add(server, 'cli_abrt', 1);
  giveUp();
}

function refuse(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { 'content-type': 'text/plain' });
  outgoing.end(`${refusals[status]}\n`);
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)));
}

function add(server: Server, counter: Counter, by: number): void {
  server.count[counter] += by;
}
