import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNginxPlus } from '../../../src/balancer/nginx/plus/plus.ts';
import { Failure } from '../../../src/model/failure.ts';
import { type NginxPlus, noPlusFaults, startNginxPlus } from '../../doubles/nginx-plus/nginx-plus.ts';
import { type PlusPeer, plusPeer } from '../../doubles/nginx-plus/peers.ts';

let plus: NginxPlus;
beforeAll(async () => {
  plus = await startNginxPlus(new Map());
});
beforeEach(() => {
  Object.assign(plus.faults, noPlusFaults());
  plus.versions = [6, 7, 8, 9];
  plus.requests.splice(0);
});
afterAll(() => plus?.close());

const balancer = (demandMayChange: (target: string) => void = () => undefined) =>
  createNginxPlus({ target: 'lb1', url: plus.url, timeoutMs: 20_000, demandMayChange });

const web = (...peers: readonly PlusPeer[]): void => void plus.upstreams.set('web', [...peers]);

const checked = { checks: 26_214, fails: 0, unhealthy: 0, last_passed: true };

it.each<[string, Partial<PlusPeer>, object]>([
  ['up, with checks', { health_checks: checked }, { state: 'ready', health: 'up' }],
  ['up, without', {}, { state: 'ready', health: 'unchecked' }],
  ['unavail', { health: 'unavail' }, { state: 'ready', health: 'down', detail: 'unavail' }],
  ['checking', { health: 'checking' }, { state: 'ready', health: 'down', detail: 'checking' }],
  [
    'unhealthy',
    { health: 'unhealthy', backup: true },
    { state: 'ready', health: 'down', detail: 'backup, unhealthy' },
  ],
  [
    'draining',
    { drain: true, health_checks: checked, active: 3 },
    { state: 'drain', health: 'up', connections: 3 },
  ],
  [
    'draining and failing its checks',
    { drain: true, health_checks: { ...checked, last_passed: false } },
    { state: 'drain', health: 'down' },
  ],
  ['draining, without checks', { drain: true }, { state: 'drain', health: 'unchecked' }],
  ['down', { down: true, health_checks: checked }, { state: 'maint', health: 'unknown' }],
])('reads a server that is %s', async (_, peer, expected) => {
  web(plusPeer(4, '10.0.0.1:80', { weight: 5, ...peer }));
  expect(await balancer().read('web')).toEqual([
    { connections: 0, ...expected, name: '10.0.0.1:80', weight: 5, aliases: ['10.0.0.1'] },
  ]);
});

it('knows a server by its address and by the name that the configuration has for it', async () => {
  web(
    plusPeer(0, '10.0.0.1:80', { name: 'web-01' }),
    plusPeer(1, '10.0.0.2:8080', { name: 'web-02:8080' }),
    plusPeer(2, '10.0.0.3:80', { name: 'pair:80' }),
    plusPeer(3, '10.0.0.4:80', { name: 'pair:80' }),
  );
  const b = balancer();
  expect((await b.read('web')).map(({ name, aliases = [] }) => [name, ...aliases])).toEqual([
    ['10.0.0.1:80', '10.0.0.1', 'web-01:80', 'web-01'],
    ['10.0.0.2:8080', 'web-02:8080'],
    ['10.0.0.3:80', '10.0.0.3', 'pair:80', 'pair'],
    ['10.0.0.4:80', '10.0.0.4', 'pair:80', 'pair'],
  ]);
  await b.drain('web', 'web-01');
  expect(plus.requests.filter((request) => request.startsWith('PATCH'))).toEqual([
    'PATCH /api/9/http/upstreams/web/servers/0 {"drain":true}',
  ]);
  await expect(b.drain('web', 'pair')).rejects.toMatchObject({
    kind: 'ambiguous',
    message: '2 servers of the upstream answer to lb1/web pair: 10.0.0.3:80, 10.0.0.4:80.',
  });
});

it('speaks the newest version that both sides know, and asks for it once', async () => {
  web(plusPeer(0, '10.0.0.1:80'));
  plus.versions = [5, 6, 7, 12];
  const b = balancer();
  await b.read('web');
  await b.read('web');
  const read = 'GET /api/7/http/upstreams/web';
  expect(plus.requests).toEqual(['GET /api', read, read]);
  plus.versions = [1, 2];
  await expect(balancer().read('web')).rejects.toMatchObject({
    kind: 'invalid',
    message: 'lb1 offers the versions 1, 2 of its API; one of 6 to 9 is needed.',
  });
});

it('writes an upstream with signs in its name as the URL needs it', async () => {
  plus.upstreams.set('a/b 网站', [plusPeer(0, '10.0.0.1:80')]);
  await balancer().drain('a/b 网站', '10.0.0.1');
  expect(await balancer().read('a/b 网站')).toMatchObject([{ state: 'drain' }]);
});

it('changes nothing where it may not any more', async () => {
  web(plusPeer(0, '10.0.0.1:80'));
  const lost = new Failure('lost-lock', 'lb1', 'Another process has taken over.');
  const b = balancer(() => {
    throw lost;
  });
  await expect(b.drain('web', '10.0.0.1')).rejects.toBe(lost);
  await expect(b.apply('web', '10.0.0.1', { weight: 2, state: 'ready' })).rejects.toBe(lost);
  expect(plus.requests.filter((request) => request.startsWith('PATCH'))).toEqual([]);
  expect(await b.read('web')).toHaveLength(1);
});

it('says so where a reload gave the servers other numbers in the very moment', async () => {
  web(plusPeer(0, '10.0.0.1:80'), plusPeer(1, '10.0.0.2:80'));
  plus.faults.before = (method) => {
    if (method === 'PATCH') web(plusPeer(1, '10.0.0.1:80'), plusPeer(0, '10.0.0.2:80'));
  };
  await expect(balancer().drain('web', '10.0.0.1')).rejects.toMatchObject({
    kind: 'failed',
    message:
      'nginx gave its servers new numbers at the moment in which lb1/web 10.0.0.1 was changed: look at 10.0.0.2:80, which was changed instead.',
  });
  plus.faults.before = (method) => {
    if (method === 'PATCH') web(plusPeer(7, '10.0.0.1:80'));
  };
  await expect(balancer().drain('web', '10.0.0.1')).rejects.toMatchObject({
    kind: 'missing',
    message:
      'The server lb1/web 10.0.0.1 was there a moment ago and is no more; nginx may have been reloaded.',
  });
});

describe('answers that are no success', () => {
  const page = '<html><head><title>nope</title></head></html>';
  it.each([
    ['static', 'invalid', 'The upstream of lb1/static needs a `zone` to be changed while nginx runs.'],
    ['none', 'missing', 'NGINX Plus has no HTTP upstream with a `zone` for lb1/none.'],
  ])('about the upstream %s', async (pool, kind, message) => {
    plus.upstreams.set('static', 'static');
    await expect(balancer().read(pool)).rejects.toMatchObject({ kind, message });
  });

  it.each([
    [403, page, 'denied', "The API about lb1 does not let the bot's address in."],
    [404, page, 'failed', `The API refused for lb1 with status 404: "${page}"`],
    [502, page, 'unreachable', 'A proxy in front of the API about lb1 could not reach it.'],
    [500, '', 'failed', 'The API refused for lb1 with status 500: ""'],
    [
      507,
      '{"error":{"status":507,"text":"no room","code":"New"}}',
      'failed',
      'The API refused for lb1 with status 507: "New: no room"',
    ],
    [
      200,
      page,
      'failed',
      "The API's answer about lb1 can't be read at the answer: is it the NGINX Plus API?",
    ],
    [200, '["9"]', 'failed', "The API's answer about lb1 can't be read at 0: is it the NGINX Plus API?"],
  ])('%i %s', async (status, body, kind, message) => {
    plus.faults.instead = [status, body];
    await expect(balancer().read('web')).rejects.toMatchObject({ kind, message });
  });

  it('about a change are told by their code', async () => {
    web(plusPeer(0, '10.0.0.1:80'));
    plus.faults.before = (method) => {
      const body = JSON.stringify({
        error: { status: 400, text: 'x', code: 'UpstreamServerWeightImmutable' },
      });
      plus.faults.instead = method === 'PATCH' ? [400, body] : undefined;
    };
    await expect(balancer().setWeight('web', '10.0.0.1', 3)).rejects.toMatchObject({
      kind: 'invalid',
      message: "The weight of lb1/web 10.0.0.1 comes from DNS and can't be set.",
    });
  });
});
