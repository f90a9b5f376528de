import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { selfSigned } from '../../peers/certificate.ts';
import { type Reply, withinLimits } from './reply.ts';
import { rest } from './rest.ts';
import { soap } from './soap/soap.ts';
import type { F5Pools } from './state.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** Ways to answer badly, and what the unit is; change them as you like. */
export interface F5Unit {
  failover: 'ACTIVE' | 'STANDBY' | 'FORCED OFFLINE';
  sync: string;
  version: string;
  password: string;
  /** `guest` may read, and change nothing. */
  role: 'manager' | 'guest';
  /** How many requests are still refused as coming while it is busy, and how. */
  busy: { left: number; status: 503 | 429 };
  /** Changes are accepted, and nothing changes. */
  ineffective: boolean;
  /** So many bytes of each answer's body are sent, then the connection breaks. */
  cutAfter: number | undefined;
  /** Lists this member of each pool a second time. */
  twice: string | undefined;
  /** There is no login for tokens. */
  tokenless: boolean;
  ratioMost: number;
  /** Answers this instead. */
  instead: (request: F5Request) => Reply | undefined;
  /** Runs before a request is looked at; what it returns is waited for. */
  before: (request: F5Request) => void | Promise<void>;
}

export interface F5Request {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface F5Box {
  readonly port: number;
  /** For `tls.ca` and `tls.fingerprint`; it is for `localhost`, and signed by itself. */
  readonly cert: string;
  readonly fingerprint: string;
  readonly pools: F5Pools;
  readonly tokens: Tokens;
  readonly unit: F5Unit;
  /** Every request that came in, in order. */
  readonly requests: readonly F5Request[];
  /** How many connections are open now. */
  connections(): number;
  /** Lets go of all connections and takes no more, until it listens again on the same port. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  stop(): Promise<void>;
}

export const freshUnit = (): F5Unit => ({
  failover: 'ACTIVE',
  sync: 'In Sync',
  version: '17.1.1',
  password: 'hunter2',
  role: 'manager',
  busy: { left: 0, status: 503 },
  ineffective: false,
  cutAfter: undefined,
  twice: undefined,
  tokenless: false,
  ratioMost: 65_535,
  instead: () => undefined,
  before: () => undefined,
});

/** The user that there is. */
export const user = 'rollout';

/**
 * One BIG-IP's management interface as F5's documents describe it: iControl REST ("iControl REST User Guide", clouddocs
 * API reference) and iControl SOAP (clouddocs "iControl SOAP API reference"). Strict: it knows a few requests, in the
 * forms of those documents, and refuses all else as BIG-IP does.
 */
export async function startF5Box(pools: F5Pools, now: () => number = Date.now): Promise<F5Box> {
  const { key, cert } = selfSigned('localhost');
  const unit = freshUnit();
  const tokens = createTokens(now);
  const requests: F5Request[] = [];
  const open = new Set<Duplex>();

  async function answer(request: F5Request): Promise<Reply> {
    requests.push(request);
    await unit.before(request);
    const box = { pools, unit, tokens };
    return (
      unit.instead(request) ??
      withinLimits(unit) ??
      (request.url === '/iControl/iControlPortal.cgi' ? soap(box, request) : rest(box, request))
    );
  }

  const server = createServer({ key, cert }, (incoming, outgoing) => {
    let body = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (part: string) => {
      body += part;
    });
    incoming.on('end', async () => {
      const { method = '', url = '', headers } = incoming;
      const reply = await answer({ method, url, headers, body });
      outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
      if (unit.cutAfter === undefined) return outgoing.end(reply.body);
      outgoing.write(reply.body.slice(0, unit.cutAfter), () => incoming.socket.destroy());
    });
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // The other side gave up waiting: nothing is left to be told to it.
    socket.on('error', () => socket.destroy());
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  const port = await listen(server, 0);

  const unplug = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  };
  return {
    port,
    cert,
    fingerprint: new X509Certificate(cert).fingerprint256,
    pools,
    tokens,
    unit,
    requests,
    connections: () => open.size,
    unplug,
    plug: async () => void (server.listening || (await listen(server, port))),
    stop: unplug,
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
