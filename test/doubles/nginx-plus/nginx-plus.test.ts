import { afterAll, beforeAll, expect, it } from 'vitest';
import { type NginxPlus, startNginxPlus } from './nginx-plus.ts';
import { type PlusPeer, plusPeer } from './peers.ts';

let plus: NginxPlus;
beforeAll(async () => {
  plus = await startNginxPlus(
    new Map<string, PlusPeer[] | 'static'>([
      ['web', [plusPeer(0, '10.0.0.1:80', { weight: 5 })]],
      ['old', 'static'],
    ]),
  );
});
afterAll(() => plus?.close());

async function ask(path: string, method = 'GET', body?: string): Promise<[number, unknown]> {
  const response = await fetch(`${plus.url}${path}`, { method, ...(body !== undefined && { body }) });
  return [response.status, await response.json()];
}

const error = (status: number, code: string) => [
  status,
  expect.objectContaining({ error: expect.objectContaining({ status, code }) }),
];

it('tells its versions, upstreams and servers', async () => {
  expect(await ask('')).toEqual([200, [1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  const peers = [
    expect.objectContaining({ id: 0, server: '10.0.0.1:80', state: 'up', weight: 5, active: 0 }),
  ];
  const web = expect.objectContaining({ peers, zombies: 0 });
  expect(await ask('/9/http/upstreams/')).toEqual([200, { web }]);
  expect(await ask('/6/http/upstreams/web')).toEqual([200, web]);
  const server = expect.objectContaining({ id: 0, server: '10.0.0.1:80', weight: 5, down: false });
  expect(await ask('/9/http/upstreams/web/servers')).toEqual([200, [server]]);
  expect(await ask('/9/http/upstreams/web/servers/0')).toEqual([200, server]);
});

it('changes what is asked for, and shows it', async () => {
  const shows = async (state: string) =>
    expect(await ask('/9/http/upstreams/web')).toMatchObject([200, { peers: [{ state }] }]);
  const patch = (body: string) => ask('/9/http/upstreams/web/servers/0', 'PATCH', body);
  expect(await patch('{"drain":true,"weight":7}')).toEqual([
    200,
    expect.objectContaining({ drain: true, weight: 7 }),
  ]);
  await shows('draining');
  expect(await patch('{"down":true}')).toMatchObject([200, { down: true }]);
  await shows('down');
  await patch('{"down":false,"drain":false,"weight":5}');
  await shows('up');
});

it.each([
  ['/5/http/upstreams/none', 404, 'UpstreamNotFound'],
  ['/10/http/upstreams/web', 404, 'UnknownVersion'],
  ['/9/stream/upstreams/web', 404, 'PathNotFound'],
  ['/9/http/upstreams/old', 400, 'UpstreamStatic'],
  ['/9/http/upstreams/web/servers/1', 404, 'UpstreamServerNotFound'],
  ['/9/http/upstreams/web/servers/x', 400, 'UpstreamBadServerId'],
])('refuses %s with its own error object', async (path, status, code) => {
  expect(await ask(path)).toEqual(error(status, code));
});

it.each([
  ['{', 415, 'JsonError'],
  ['[]', 400, 'UpstreamConfFormatError'],
  ['{"wieght":1}', 400, 'UpstreamConfFormatError'],
  ['{"weight":"1"}', 400, 'UpstreamConfFormatError'],
  ['{"down":"true"}', 400, 'UpstreamConfFormatError'],
  ['{"backup":true}', 400, 'UpstreamConfFormatError'],
  ['{"weight":0}', 400, 'UpstreamBadWeight'],
  ['{"server":"10.0.0.9:80"}', 400, 'UpstreamServerImmutable'],
])('refuses the change %s', async (body, status, code) => {
  expect(await ask('/9/http/upstreams/web/servers/0', 'PATCH', body)).toEqual(error(status, code));
});

it('refuses other methods, and all changes where it may only be read', async () => {
  expect(await ask('/9/http/upstreams/web/servers/0', 'DELETE')).toEqual(error(405, 'MethodNotAllowed'));
  plus.faults.readOnly = true;
  expect(await ask('/9/http/upstreams/web/servers/0', 'PATCH', '{}')).toEqual(error(405, 'MethodDisabled'));
  plus.faults.readOnly = false;
});
