import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { changeOf, type PlusError, type PlusPeer, settingsOf, statusOf } from './peers.ts';

interface PlusFaults {
  /** Runs before a request is worked on; what it returns is waited for. */
  before: (method: string, path: string) => void | Promise<void>;
  /** `api` without `write=on`. */
  readOnly: boolean;
  /** What the location asks for beside: `auth_basic`, or an address that it allows. */
  barred: 401 | 403 | undefined;
  /** Answers to changes are as ever, and nothing changes. */
  ineffective: boolean;
  /** So many bytes of an answer arrive; then the connection breaks. */
  cutAfter: number | undefined;
  /** Instead of the answer: status and body. */
  instead: readonly [number, string] | undefined;
}

export const noPlusFaults = (): PlusFaults => ({
  before: () => undefined,
  readOnly: false,
  barred: undefined,
  ineffective: false,
  cutAfter: undefined,
  instead: undefined,
});

export interface NginxPlus {
  /** `http://127.0.0.1:…/api` */
  readonly url: string;
  /** By name; one without a `zone` is there as `static`. Change it as you like. */
  readonly upstreams: Map<string, PlusPeer[] | 'static'>;
  /** The versions of the API that this release has. */
  versions: readonly number[];
  readonly faults: PlusFaults;
  /** Method, path and body of each request. */
  readonly requests: string[];
  /** Stops listening, and starts again on the same port. */
  close(): Promise<void>;
  listen(): Promise<void>;
}

/** The NGINX Plus API from its documentation (ngx_http_api_module, versions 6 to 9): HTTP upstreams and their servers. */
export async function startNginxPlus(upstreams: NginxPlus['upstreams']): Promise<NginxPlus> {
  const server = createServer((request, response) => {
    answer(plus, request, response).catch((error: Error) => response.destroy(error));
  });
  let port = 0;
  const listen = (): Promise<void> =>
    new Promise((resolve) => {
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  await listen();
  const plus: NginxPlus = {
    url: `http://127.0.0.1:${port}/api`,
    upstreams,
    versions: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    faults: noPlusFaults(),
    requests: [],
    listen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return plus;
}

type Answer = readonly [status: number, body: unknown];

async function answer(plus: NginxPlus, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  const { pathname } = new URL(url, 'http://x');
  const body = await bodyOf(request);
  plus.requests.push(`${method} ${pathname} ${body}`.trim());
  const { faults } = plus;
  await faults.before(method, pathname);
  if (faults.instead) return send(faults, response, ...faults.instead, 'text/html');
  if (faults.barred) return send(faults, response, faults.barred, page(faults.barred), 'text/html');
  const [status, json] = answerTo(plus, method, pathname, body);
  send(faults, response, status, JSON.stringify(json), 'application/json');
}

function answerTo(plus: NginxPlus, method: string, path: string, body: string): Answer {
  const [, top, version, ...rest] = path.split('/').map(decodeURIComponent);
  if (top !== 'api') return refused(404, 'path not found', 'PathNotFound');
  if (method !== 'GET' && plus.faults.readOnly) return refused(405, 'method disabled', 'MethodDisabled');
  if (version === undefined || version === '') return [200, plus.versions];
  if (!plus.versions.includes(Number(version))) return refused(404, 'unknown version', 'UnknownVersion');
  const parts = rest.at(-1) === '' ? rest.slice(0, -1) : rest;
  if (parts[0] !== 'http' || parts[1] !== 'upstreams') return refused(404, 'path not found', 'PathNotFound');
  return upstreamAnswer(plus, method, parts.slice(2), body);
}

function upstreamAnswer(plus: NginxPlus, method: string, parts: readonly string[], body: string): Answer {
  const [name, servers, ...rest] = parts;
  if (name === undefined) return got(method, () => all(plus));
  const peers = plus.upstreams.get(name);
  if (peers === undefined) return refused(404, 'upstream not found', 'UpstreamNotFound');
  if (peers === 'static') return refused(400, 'upstream is static', 'UpstreamStatic');
  if (servers === undefined) return got(method, () => upstreamOf(name, peers));
  if (servers !== 'servers' || rest.length > 1) return refused(404, 'path not found', 'PathNotFound');
  return serverAnswer(plus, method, peers, rest[0], body);
}

function serverAnswer(
  plus: NginxPlus,
  method: string,
  peers: readonly PlusPeer[],
  id: string | undefined,
  body: string,
): Answer {
  if (id === undefined) return got(method, () => peers.map(settingsOf));
  if (!/^\d+$/.test(id)) return refused(400, 'invalid server ID', 'UpstreamBadServerId');
  const peer = peers.find((one) => one.id === Number(id));
  if (!peer) return refused(404, `server with ID "${id}" does not exist`, 'UpstreamServerNotFound');
  return method === 'PATCH' ? patched(plus, peer, body) : got(method, () => settingsOf(peer));
}

const got = (method: string, answer: () => unknown): Answer =>
  method === 'GET' ? [200, answer()] : refused(405, 'method not allowed', 'MethodNotAllowed');

function patched({ faults }: NginxPlus, peer: PlusPeer, body: string): Answer {
  const read = changeOf(body);
  if ('error' in read) return refused(...read.error);
  const { weight = peer.weight, down = peer.down, drain = peer.drain } = read.change;
  const after = { ...peer, weight, down, drain };
  if (!faults.ineffective) Object.assign(peer, after);
  return [200, settingsOf(after)];
}

const all = ({ upstreams }: NginxPlus): object =>
  Object.fromEntries(
    [...upstreams].flatMap(([name, peers]) => (peers === 'static' ? [] : [[name, upstreamOf(name, peers)]])),
  );

const upstreamOf = (name: string, peers: readonly PlusPeer[]): object => ({
  peers: peers.map(statusOf),
  keepalive: 0,
  zombies: 0,
  zone: name,
});

/** "Error" among the response objects. */
const refused = (...[status, text, code]: PlusError): Answer => [
  status,
  {
    error: { status, text, code },
    request_id: 'c0ffee00c0ffee00c0ffee00c0ffee00',
    href: 'https://nginx.org/en/docs/http/ngx_http_api_module.html',
  },
];

/** What nginx answers by itself, without the module. */
const page = (status: 401 | 403): string => {
  const title = status === 401 ? '401 Authorization Required' : '403 Forbidden';
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.25.3</center>\r\n</body>\r\n</html>\r\n`;
};

function send(
  faults: PlusFaults,
  response: ServerResponse,
  status: number,
  body: string,
  type: string,
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  if (faults.cutAfter === undefined) return void response.end(body);
  response.write(body.slice(0, faults.cutAfter), () => response.destroy());
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
