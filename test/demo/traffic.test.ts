import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startTraffic, type Traffic } from '../../demo/traffic.ts';
import { eventually } from './proxy-peer.ts';

let server: Server | undefined;
let waiting: (() => void)[] = [];
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  waiting = [];
});

type Answer = 'v1' | 'v2' | '503' | 'cut' | 'cut in the middle' | 'never';

/** Answers as told, request by request; the last word holds for all later ones. */
async function serve(
  ...answers: Answer[]
): Promise<{ url: string; paths: string[]; connections: () => number }> {
  const paths: string[] = [];
  let connections = 0;
  server = createServer((request, response) => {
    paths.push(request.url ?? '');
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === 'never') return void waiting.push(() => response.end('v1\n'));
    if (answer === 'cut') return void request.socket.destroy();
    if (answer === 'cut in the middle') {
      response.writeHead(200, { 'content-length': 100 });
      return void response.write('v1', () => request.socket.destroy());
    }
    if (answer === '503') response.statusCode = 503;
    response.end(`${answer}\n`);
  });
  server.on('connection', () => {
    connections += 1;
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, paths, connections: () => connections };
}

const start = (url: string, more: { slowEvery?: number; timeoutMs?: number } = {}): Traffic =>
  startTraffic({ url, perSecond: 100, slowEvery: 1_000_000, timeoutMs: 20_000, ...more });

const sent = (traffic: Traffic, n: number): Promise<void> =>
  eventually(() => traffic.record.sent >= n, `${n} requests were sent`);

describe('the traffic of the demo', () => {
  it('counts by version and status, and by second', async () => {
    const { url } = await serve('v1', 'v1', 'v1', 'v2');
    const traffic = start(url);
    await sent(traffic, 10);
    const record = await traffic.stop();
    expect(record.byVersion).toEqual(
      new Map([
        ['v1', 3],
        ['v2', record.sent - 3],
      ]),
    );
    expect(record.byStatus).toEqual(new Map([['200', record.sent]]));
    expect(record.dropped).toBe(0);
    const sum = (of: (second: (typeof record.seconds)[number]) => number): number =>
      record.seconds.reduce((total, second) => total + of(second), 0);
    expect(sum((second) => second.sent)).toBe(record.sent);
    expect(sum((second) => second.byVersion.get('v1') ?? 0)).toBe(3);
    expect(sum((second) => second.byVersion.get('v2') ?? 0)).toBe(record.sent - 3);
  });

  it.each([
    ['503', '503'],
    ['cut', 'ECONNRESET'],
    ['cut in the middle', 'ECONNRESET'],
  ] as const)('counts %s as dropped', async (answer, status) => {
    const { url } = await serve('v1', answer, 'v1');
    const traffic = start(url);
    await sent(traffic, 5);
    const record = await traffic.stop();
    expect(record.dropped).toBe(1);
    expect(record.byStatus.get(status)).toBe(1);
    expect(record.byVersion.get('v1')).toBe(record.sent - 1);
    expect(record.seconds.reduce((total, second) => total + second.dropped, 0)).toBe(1);
  });

  it('counts a time-out and a balancer that is gone as dropped', async () => {
    const { url } = await serve('never');
    const traffic = start(url, { timeoutMs: 100 });
    await sent(traffic, 2);
    const record = await traffic.stop();
    expect(record.byStatus.get('timed out')).toBe(record.sent);
    expect(record.dropped).toBe(record.sent);

    const refused = start('http://127.0.0.1:1');
    await sent(refused, 2);
    expect((await refused.stop()).byStatus.get('ECONNREFUSED')).toBe(refused.record.sent);
  });

  it('goes on sending while nothing is answered, and waits for the answers at the end', async () => {
    const { url } = await serve('never');
    const traffic = start(url);
    await eventually(() => waiting.length >= 10, 'ten requests wait at the server');
    const stopped = traffic.stop();
    await eventually(() => waiting.length === traffic.record.sent, 'all are at the server');
    for (const answer of waiting) answer();
    expect((await stopped).byVersion.get('v1')).toBe(traffic.record.sent);
  });

  it('sends slow requests among the others, on connections that it keeps', async () => {
    const { url, paths, connections } = await serve('v1');
    const traffic = start(url, { slowEvery: 5 });
    await sent(traffic, 20);
    await traffic.stop();
    expect(paths.filter((path) => path === '/slow')).toHaveLength(Math.floor(paths.length / 5));
    expect(connections()).toBeLessThan(paths.length);
  });
});
