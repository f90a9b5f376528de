import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchPool } from '../../demo/pool-watch.ts';
import { seePool } from '../../demo/runtime-api.ts';
import { eventually, type Front, startBundledFront } from './proxy-peer.ts';

let front: Front;
beforeAll(async () => {
  front = await startBundledFront();
});
afterAll(() => front.close());

const set = (server: string, setting: string): Promise<string> =>
  front.ask(`set server web/${server} ${setting}`);

describe('the demo’s own look at the pool', () => {
  it('shows weight, state and whether a server runs', async () => {
    await set('web-02', 'state drain');
    await set('web-03', 'state maint');
    await set('web-04', 'weight 7');
    expect(await seePool(front.socket, 'web')).toEqual([
      { name: 'web-01', weight: 100, state: 'ready', running: true },
      { name: 'web-02', weight: 50, state: 'drain', running: true },
      { name: 'web-03', weight: 10, state: 'maint', running: false },
      { name: 'web-04', weight: 7, state: 'ready', running: true },
    ]);
    for (const name of ['web-02', 'web-03']) await set(name, 'state ready');
    await expect(seePool(front.socket, 'nope')).rejects.toThrow("Can't find backend");
  });

  it('adds up how long each server was out, and how many at once', async () => {
    const begun = performance.now();
    const watch = watchPool(front.socket, 'web', 5);
    await set('web-01', 'state drain');
    await set('web-02', 'state drain');
    await eventually(() => performance.now() - begun > 200, 'some time passed');
    await set('web-01', 'state ready');
    await set('web-02', 'state ready');
    const record = await watch.stop();
    expect(record.mostOut).toBe(2);
    expect(record.outMs.get('web-03')).toBe(0);
    expect(record.outMs.get('web-01')).toBeGreaterThan(0);
    expect(record.outMs.get('web-01')).toBeLessThanOrEqual(performance.now() - begun);
    expect(record.failures).toEqual([]);
  });

  it('says when it could not look', async () => {
    const watch = watchPool(`${front.socket}.gone`, 'web', 5);
    await eventually(() => watch.record.failures.length > 0, 'a look failed');
    expect((await watch.stop()).failures[0]).toContain('ENOENT');
  });
});
