import { Agent, get, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  eventually,
  type Front,
  heldNow,
  letGo,
  startBundledFront,
  startHaproxyFront,
  weights,
} from './proxy-peer.ts';
import { statOf, stats } from './proxy-rows.ts';

let real: Front;
let bundled: Front;
beforeAll(async () => {
  [real, bundled] = await Promise.all([startHaproxyFront(), startBundledFront()]);
});
afterAll(async () => {
  letGo();
  await Promise.all([real.close(), bundled.close()]);
});

const fronts = (): readonly Front[] => [real, bundled];
const fetchText = (url: string, agent?: Agent): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    get(url, { agent: agent ?? false }, (response) => {
      let body = '';
      response.on('data', (bytes) => (body += bytes));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', reject);
    }).on('error', reject);
  });

describe('traffic through it', () => {
  it('goes out in the proportion of the weights, as with HAProxy', async () => {
    const total = weights.reduce((a, b) => a + b, 0);
    for (const front of fronts()) {
      const agent = new Agent({ keepAlive: true });
      const hits = new Map<string, number>();
      for (let n = 0; n < total; n += 1) {
        const { body } = await fetchText(front.url, agent);
        hits.set(body.trim(), (hits.get(body.trim()) ?? 0) + 1);
      }
      agent.destroy();
      const shares = front.servers.map(({ port }) => hits.get(`${port}`) ?? 0);
      for (const [i, share] of shares.entries())
        expect(Math.abs(share - (weights[i] ?? 0)), `${front.name} ${shares}`).toBeLessThanOrEqual(2);
    }
  });

  it('keeps a client’s connection open over many requests', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let n = 0; n < 5; n += 1) {
      await new Promise<void>((resolve, reject) => {
        get(bundled.url, { agent }, (response) => {
          ports.add(response.socket.localPort);
          response.resume().on('end', resolve);
        }).on('error', reject);
      });
    }
    agent.destroy();
    expect(ports.size).toBe(1);
  });

  it('passes a request body through', async () => {
    const text = 'x'.repeat(300_000);
    const answer = await new Promise<string>((resolve, reject) => {
      let body = '';
      const sent = request(`${bundled.url}/echo`, { method: 'POST', agent: false }, (response) => {
        response.on('data', (bytes) => (body += bytes));
        response.on('end', () => resolve(body));
      });
      sent.on('error', reject);
      sent.end(text);
    });
    expect(answer).toBe(text);
  });

  it('counts sessions, lets them end on a drained server, and sends it no more', async () => {
    for (const front of fronts()) {
      const names = front.servers.map((_, i) => `web-0${i + 1}`);
      for (const name of names.slice(1)) await front.ask(`set server web/${name} weight 0`);
      const slow = [fetchText(`${front.url}/held`), fetchText(`${front.url}/held`)];
      await eventually(() => heldNow() === 2, 'both requests are at the server');
      expect((await statOf(front)).scur).toBe('2');

      await front.ask('set server web/web-01 state drain');
      for (const name of names.slice(1)) await front.ask(`set server web/${name} weight 100%`);
      for (let n = 0; n < 20; n += 1)
        expect((await fetchText(front.url)).body).not.toBe(`${front.servers[0]?.port}\n`);
      expect((await statOf(front)).scur).toBe('2');

      letGo();
      expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200]);
      await eventually(async () => (await statOf(front)).scur === '0', 'no session is left');
      await front.ask('set server web/web-01 state ready');
    }
  });

  it('answers 503 when nobody may serve', async () => {
    for (const front of fronts()) {
      for (const i of [1, 2, 3, 4]) await front.ask(`set server web/web-0${i} state maint`);
      expect((await fetchText(front.url)).status).toBe(503);
      for (const i of [1, 2, 3, 4]) await front.ask(`set server web/web-0${i} state ready`);
    }
  });

  it('gives up a session whose client went away', async () => {
    const client = get(`${bundled.url}/held`, { agent: false });
    client.on('error', (error) => expect(error.message).toMatch(/hang up/));
    await eventually(() => heldNow() === 1, 'the request is at a server');
    client.destroy();
    const open = async (): Promise<number> =>
      (await stats(bundled)).reduce((sum, row) => sum + Number(row.scur), 0);
    await eventually(async () => (await open()) === 0, 'no session is left');
    letGo();
  });

  it('takes a server out whose process is gone, and answers 503 for what hit it before that', async () => {
    const front = await startBundledFront();
    try {
      for (const name of ['web-02', 'web-03', 'web-04']) await front.ask(`set server web/${name} weight 0`);
      await front.servers[0]?.close();
      const { status } = await fetchText(front.url);
      expect([502, 503]).toContain(status);
      await eventually(async () => (await statOf(front)).status === 'DOWN', 'it is seen as down');
      expect(await statOf(front)).toMatchObject({ check_status: 'L4CON', last_chk: 'Connection refused' });
    } finally {
      await front.close();
    }
  });
});
