import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProbeSpec, ProbeTarget, Verdict } from '../../src/model/probe.ts';
import { createProbe } from '../../src/probe/registry.ts';
import { never, probeConformance, target } from '../conformance/probe.ts';
import { selfSigned } from '../peers/certificate.ts';
import { freePort } from '../peers/sshd.ts';

type HttpSpec = Extract<ProbeSpec, { kind: 'http' }>;

const dir = mkdtempSync(join(tmpdir(), 'rollout-http-'));
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let requests: IncomingMessage[] = [];
const listener = (request: IncomingMessage, response: ServerResponse): void => {
  requests.push(request);
  answer(request, response);
};
const plain = createServer(listener);
let tls: Server;
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const started = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

beforeAll(async () => {
  const made = selfSigned('web.example');
  writeFileSync(join(dir, 'cert'), made.cert);
  tls = createTlsServer(made, listener);
  await Promise.all([started(plain), started(tls)]);
});
beforeEach(() => {
  requests = [];
  answer = (_, response) => response.end('hello v2');
});
afterAll(() => {
  for (const server of [plain, tls]) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(dir, { recursive: true, force: true });
});

const specOf = (changes: Partial<HttpSpec> = {}): HttpSpec => ({
  kind: 'http',
  url: `http://{address}:${portOf(plain)}/health`,
  method: 'GET',
  headers: {},
  status: [200],
  timeoutMs: 20_000,
  tls: { verify: true },
  withinMs: 1_000,
  intervalMs: 100,
  successes: 1,
  ...changes,
});
const check = (changes: Partial<HttpSpec> = {}, at: ProbeTarget = target): Promise<Verdict> =>
  createProbe(specOf(changes), {}).check(at, never);
const no = (part: string | RegExp) => ({ answer: 'no', reason: expect.stringMatching(part) });

probeConformance('http', {
  passing: async () => createProbe(specOf(), {}),
  failing: async () => createProbe(specOf({ status: [204] }), {}),
  async silent() {
    answer = () => undefined;
    return createProbe(specOf(), {});
  },
  unaskable: async () => createProbe(specOf({ url: 'http://no-such-host.invalid/' }), {}),
});

describe('an http probe', () => {
  test('looks at the status', async () => {
    answer = (_, response) => response.writeHead(503).end('down');
    expect(await check()).toEqual(no('/health answered 503, not 200'));
    expect(await check({ status: [200, 503] })).toEqual({ answer: 'yes' });
  });

  test('looks for text or a regular expression in the body', async () => {
    expect(await check({ body: 'hello' })).toEqual({ answer: 'yes' });
    expect(await check({ body: 'HELLO' })).toEqual(no('does not contain HELLO'));
    expect(await check({ body: '/^HELLO v\\d$/i' })).toEqual({ answer: 'yes' });
    expect(await check({ body: '/^v/' })).toEqual(no('body'));
    expect(await check({ body: 'hello {release}' })).toEqual({ answer: 'yes' });
    expect(() => createProbe(specOf({ body: '/(/' }), {})).toThrow(
      expect.objectContaining({ kind: 'invalid' }),
    );
  });

  test('takes a release in an expression literally', async () => {
    answer = (_, response) => response.end('version v1x2+');
    expect(await check({ body: '/version {release}$/' }, { ...target, release: 'v1.2+' })).toMatchObject({
      answer: 'no',
    });
    expect(await check({ body: '/version {release}$/' }, { ...target, release: 'v1x2+' })).toEqual({
      answer: 'yes',
    });
  });

  test('reads at most 1 MiB of a body', async () => {
    answer = (_, response) => response.end(`${'x'.repeat(1024 * 1024)}needle`);
    expect(await check({ body: 'xx' })).toEqual({ answer: 'yes' });
    expect(await check({ body: 'needle' })).toMatchObject({ answer: 'no' });
    answer = (_, response) => {
      response.write('y'.repeat(1024 * 1024));
    };
    expect(await check({ body: 'y' })).toEqual({ answer: 'yes' });
  });

  test('sends method and headers', async () => {
    await check({ method: 'POST', headers: { 'X-Release': '{release} on {host}', Host: 'web.example' } });
    expect(requests[0]).toMatchObject({
      method: 'POST',
      headers: { 'x-release': 'v2 on web-01', host: 'web.example', connection: 'close' },
    });
  });

  test('encodes values in a URL, so that none can change where it goes', async () => {
    const release = `v2/../../admin?x=1#'"\u00e9 `;
    await check({ url: `http://{address}:${portOf(plain)}/v/{release}?r={release}` }, { ...target, release });
    const encoded = encodeURIComponent(release);
    expect(requests[0]?.url?.replaceAll('%27', "'")).toBe(`/v/${encoded}?r=${encoded}`);
    const sneaky = { ...target, release: 'v2@127.0.0.1:1/' };
    expect(await check({ url: `http://{release}:${portOf(plain)}/` }, sneaky)).toMatchObject({
      answer: 'unknown',
    });
  });

  test('takes an IPv6 address', async () => {
    const host = { ...target.host, address: '::1' };
    expect(await check({ url: `http://{address}:${await freePort()}/` }, { ...target, host })).toMatchObject({
      answer: expect.stringMatching(/no|unknown/),
      reason: expect.stringContaining('http://[::1]:'),
    });
  });

  test('does not follow redirects', async () => {
    answer = (_, response) => response.writeHead(302, { location: '/elsewhere' }).end();
    expect(await check()).toEqual(no('302'));
    expect(await check({ status: [302] })).toEqual({ answer: 'yes' });
    expect(requests.map((request) => request.url)).toEqual(['/health', '/health']);
  });

  test('says no to what refuses, hangs up, or stays silent', async () => {
    expect(await check({ url: `http://127.0.0.1:${await freePort()}/` })).toEqual(
      no('refused the connection'),
    );
    answer = (request) => request.socket.destroy();
    expect(await check()).toEqual(no('did not answer'));
    answer = () => undefined;
    expect(await check({ timeoutMs: 50 })).toEqual(no('did not answer within 50 ms'));
    answer = (_, response) => void response.write('begin');
    expect(await check({ timeoutMs: 50, body: 'end' })).toEqual(no('within 50 ms'));
  });

  test('cannot ask with a header that no request may have', async () => {
    const odd = { ...target, release: 'v2\r\nX-Admin: yes' };
    expect(await check({ headers: { 'X-Release': '{release}' } }, odd)).toMatchObject({ answer: 'unknown' });
    expect(requests).toEqual([]);
  });

  test('verifies certificates as told', async () => {
    const url = `https://127.0.0.1:${portOf(tls)}/`;
    const caFile = join(dir, 'cert');
    expect(await check({ url })).toEqual(no('certificate'));
    expect(await check({ url, tls: { verify: false } })).toEqual({ answer: 'yes' });
    expect(await check({ url, tls: { verify: true, caFile } })).toEqual(no('127.0.0.1'));
    expect(await check({ url, tls: { verify: true, caFile, serverName: 'web.example' } })).toEqual({
      answer: 'yes',
    });
    const missing = await check({ url, tls: { verify: true, caFile: join(dir, 'none') } });
    expect(missing).toMatchObject({ answer: 'unknown', reason: expect.stringContaining('none') });
  });
});
