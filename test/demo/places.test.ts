import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePlaces } from '../../demo/places.ts';

const canListen = ({ host, port }: { host: string; port: number }): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

describe('the places of the demo', () => {
  it('are free, and each is another one', async () => {
    const places = await freePlaces(4);
    expect(places).toHaveLength(5);
    expect(new Set(places.map(({ host, port }) => `${host}:${port}`)).size).toBe(5);
    expect(await Promise.all(places.map(canListen))).toEqual([true, true, true, true, true]);
  });

  it('are addresses of their own with one port, where the system has them', async () => {
    const [, ...hosts] = await freePlaces(4);
    expect(await canListen({ host: '127.0.0.5', port: 0 })).toBe(
      new Set(hosts.map(({ host }) => host)).size === 4,
    );
  });
});
