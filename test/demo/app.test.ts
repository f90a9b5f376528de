import { Agent, get } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../demo/app-server.ts';
import { eventually } from './proxy-peer.ts';

let app: App | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

const start = async (more: { warmUpMs?: number; slowMs?: number } = {}): Promise<App> => {
  app = await startApp({ host: '127.0.0.1', port: 0, release: 'v7', warmUpMs: 0, slowMs: 200, ...more });
  return app;
};

const fetchText = (port: number, path: string, agent?: Agent): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: agent ?? false }, (response) => {
      let body = '';
      response.on('data', (bytes) => (body += bytes));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });

describe('the app of the demo', () => {
  it('says its release', async () => {
    const { port } = await start();
    expect(await fetchText(port, '/')).toEqual({ status: 200, body: 'v7\n' });
    expect(await fetchText(port, '/health')).toEqual({ status: 200, body: 'v7 healthy\n' });
  });

  it('is not healthy while it warms up', async () => {
    const { port } = await start({ warmUpMs: 400 });
    expect(await fetchText(port, '/health')).toEqual({ status: 503, body: 'v7 starting\n' });
    await eventually(async () => (await fetchText(port, '/health')).status === 200, 'it is healthy');
  });

  it('answers what is open before it stops, and closes kept-alive connections', async () => {
    const agent = new Agent({ keepAlive: true });
    const { port, stop } = await start({ slowMs: 300 });
    await fetchText(port, '/', agent);
    const slow = fetchText(port, '/slow', agent);
    await fetchText(port, '/health', agent);
    app = undefined;
    await stop();
    expect(await slow).toEqual({ status: 200, body: 'v7\n' });
    await expect(fetchText(port, '/')).rejects.toThrow('ECONNREFUSED');
    agent.destroy();
  });
});
