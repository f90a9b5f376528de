import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type AliyunDouble, noFaults, startAliyun } from './aliyun/aliyun.ts';
import { signatureOf, stringToSign } from './aliyun/signature.ts';
import { loadBalancer, type World } from './aliyun/world.ts';

const world: World = {
  region: 'cn-hangzhou',
  keys: [
    { id: 'testid', secret: 'testsecret', active: true },
    { id: 'STS.id', secret: 's', active: true, token: 'token', expires: Date.now() + 3_600_000 },
    { id: 'STS.old', secret: 's', active: true, token: 'token', expires: Date.now() - 1 },
    { id: 'off', secret: 's', active: false },
  ],
  loadBalancers: [],
  instances: [],
};
let double: AliyunDouble;
beforeAll(async () => {
  double = await startAliyun(world);
});
beforeEach(() => {
  Object.assign(double.faults, noFaults());
  world.loadBalancers.splice(
    0,
    Number.POSITIVE_INFINITY,
    loadBalancer('lb-1', 'web', {
      groups: [
        {
          id: 'rsp-1',
          name: 'app',
          servers: [
            { id: 'i-1', port: 80, ip: '10.0.0.1', type: 'ecs', weight: 50, description: 'one' },
            { id: 'eni-1', port: 80, ip: '10.0.0.2', type: 'eni', weight: 60 },
          ],
        },
      ],
      servers: [{ id: 'i-1', type: 'ecs', weight: 70 }],
      listeners: [
        { port: 53, protocol: 'tcp', group: 'rsp-1', checks: true },
        { port: 53, protocol: 'udp', group: 'rsp-1', checks: false },
      ],
    }),
    loadBalancer('lb-2', 'web-2'),
  );
});
afterAll(() => double?.stop());

type Given = Readonly<Record<string, string | undefined>>;

const now = (offMs = 0) => new Date(Date.now() + offMs).toISOString().replace(/\.\d+Z/, 'Z');
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Signed here, by the documents' own steps. */
async function call(given: Given, { method = 'GET', secret = 'testsecret' } = {}) {
  const all: Given = {
    Version: '2014-05-15',
    Format: 'JSON',
    RegionId: 'cn-hangzhou',
    AccessKeyId: 'testid',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: now(),
    ...given,
  };
  const pairs = Object.entries(all)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const text = `${method}&%2F&${encode(pairs.join('&'))}`;
  const signature = createHmac('sha1', `${secret}&`).update(text).digest('base64');
  const query = `${pairs.join('&')}&Signature=${encode(signature)}`;
  const form = { method, body: query, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  const response =
    method === 'GET' ? await fetch(`${double.url}/?${query}`) : await fetch(`${double.url}/`, form);
  return { status: response.status, text: await response.text() };
}

const json = async (given: Given, how = {}) => {
  const { status, text } = await call(given, how);
  return { status, ...JSON.parse(text) };
};
const list = { Action: 'DescribeLoadBalancers' };

it('signs as the documents do in their example', () => {
  const params = new Map([
    ['Timestamp', '2016-02-23T12:46:24Z'],
    ['Format', 'XML'],
    ['AccessKeyId', 'testid'],
    ['Action', 'DescribeRegions'],
    ['SignatureMethod', 'HMAC-SHA1'],
    ['SignatureNonce', '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf'],
    ['Version', '2014-05-26'],
    ['SignatureVersion', '1.0'],
  ]);
  expect(signatureOf(stringToSign('GET', params), 'testsecret')).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
});

it('answers in XML unless it is asked for JSON', async () => {
  const { text } = await call({ ...list, Format: undefined, LoadBalancerId: 'lb-1' });
  expect(text).toMatch(
    /^<\?xml .*<DescribeLoadBalancersResponse><RequestId>.*<LoadBalancers><LoadBalancer><LoadBalancerId>lb-1</,
  );
  const error = await call({ Action: 'Frob', Format: undefined });
  expect(error).toMatchObject({
    status: 404,
    text: expect.stringContaining('<Code>InvalidAction.NotFound</Code>'),
  });
});

it.each(['GET', 'POST'])('takes %s, signed for it', async (method) => {
  expect(await json({ ...list, LoadBalancerName: "a b+c*'()~名" }, { method })).toMatchObject({
    status: 200,
    TotalCount: 0,
  });
});

it.each<[string, Given, object, number]>([
  ['InvalidAccessKeyId.NotFound', { AccessKeyId: 'nobody' }, {}, 404],
  ['InvalidAccessKeyId.Inactive', { AccessKeyId: 'off' }, {}, 400],
  ['SignatureDoesNotMatch', {}, { secret: 'wrong' }, 400],
  ['InvalidTimeStamp.Expired', { Timestamp: now(-16 * 60_000) }, {}, 400],
  ['InvalidTimeStamp.Expired', { Timestamp: now(16 * 60_000) }, {}, 400],
  ['InvalidTimeStamp.Format', { Timestamp: 'yesterday' }, {}, 400],
  ['MissingParameter', { SignatureNonce: undefined }, {}, 400],
  ['IncompleteSignature', { SignatureMethod: 'HMAC-SHA256' }, {}, 400],
  ['MissingSecurityToken', { AccessKeyId: 'STS.id' }, { secret: 's' }, 400],
  ['InvalidSecurityToken.MismatchWithAccessKey', { SecurityToken: 'x' }, {}, 400],
  ['InvalidSecurityToken.Expired', { AccessKeyId: 'STS.old', SecurityToken: 'token' }, { secret: 's' }, 400],
  ['InvalidAction.NotFound', { Version: '2014-05-26' }, {}, 404],
  ['InvalidRegionId.NotFound', { RegionId: 'cn-beijing' }, {}, 404],
  ['MissingParameter', { RegionId: undefined }, {}, 400],
  ['MissingParameter', { PageSize: '10' }, {}, 400],
  ['InvalidParameter', { PageNumber: '1', PageSize: '101' }, {}, 400],
  ['InvalidParameter', { Frob: '1' }, {}, 400],
])('answers %s to %j', async (code, given, how, status) => {
  expect(await json({ ...list, ...given }, how)).toEqual({
    status,
    RequestId: expect.any(String),
    HostId: expect.stringContaining('127.0.0.1'),
    Code: code,
    Message: expect.any(String),
    Recommend: expect.any(String),
  });
});

it('takes a token, and each nonce once', async () => {
  const once = { ...list, AccessKeyId: 'STS.id', SecurityToken: 'token', SignatureNonce: 'n1' };
  expect(await json(once, { secret: 's' })).toMatchObject({ status: 200 });
  expect(await json(once, { secret: 's' })).toMatchObject({ status: 400, Code: 'SignatureNonceUsed' });
});

it('finds by names loosely, and in pages', async () => {
  const page = { ...list, LoadBalancerName: 'web', PageSize: '1' };
  expect(await json({ ...page, PageNumber: '1' })).toMatchObject({
    TotalCount: 2,
    LoadBalancers: { LoadBalancer: [{ LoadBalancerId: 'lb-1' }] },
  });
  expect(await json({ ...page, PageNumber: '2' })).toMatchObject({
    LoadBalancers: { LoadBalancer: [{ LoadBalancerId: 'lb-2' }] },
  });
});

const set = (servers: unknown, more: Given = {}) =>
  json({
    Action: 'SetVServerGroupAttribute',
    VServerGroupId: 'rsp-1',
    BackendServers: JSON.stringify(servers),
    ...more,
  });
const servers = () => world.loadBalancers[0]?.groups[0]?.servers;

it('sets the listed servers only, a weight that is left out to 100, and answers with weights as text', async () => {
  expect(await set([{ ServerId: 'i-1', Port: 80, Weight: 7 }])).toMatchObject({
    status: 200,
    VServerGroupName: 'app',
    BackendServers: { BackendServer: [{ ServerId: 'i-1', Port: 80, Weight: '7', Type: 'ecs' }] },
  });
  expect(servers()).toMatchObject([{ weight: 7 }, { weight: 60 }]);
  expect(servers()?.[0]?.description).toBeUndefined();
  await set([{ ServerId: 'eni-1', Port: '80', Type: 'eni', ServerIp: '10.0.0.2' }]);
  expect(servers()).toMatchObject([{ weight: 7 }, { weight: 100 }]);
});

it.each<[string, unknown]>([
  ['InvalidParameter', [{ ServerId: 'i-1', Port: 80, Weight: 101 }]],
  ['InvalidParameter', [{ ServerId: 'i-1', Weight: 1 }]],
  ['InvalidParameter', [{ ServerId: 'i-1', Port: 80, Frob: 1 }]],
  ['InvalidParameter', []],
  ['InvalidParameter', Array.from({ length: 21 }, () => ({ ServerId: 'i-1', Port: 80 }))],
  ['ObtainIpFail', [{ ServerId: 'i-1', Port: 81, Weight: 1 }]],
  ['ObtainIpFail', [{ ServerId: 'eni-1', Port: 80, Weight: 1, Type: 'eni' }]],
])('refuses as %s to set %j', async (code, given) => {
  expect(await set(given)).toMatchObject({ status: 400, Code: code });
  expect(servers()).toMatchObject([{ weight: 50 }, { weight: 60 }]);
});

it('takes one change at a time, and none that RAM forbids', async () => {
  double.faults.writeMs = 100;
  const both = await Promise.all([
    set([{ ServerId: 'i-1', Port: 80, Weight: 1 }]),
    json({
      Action: 'SetBackendServers',
      LoadBalancerId: 'lb-1',
      BackendServers: '[{"ServerId":"i-1","Weight":"2"}]',
    }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  double.faults.forbidden.add('slb:SetVServerGroupAttribute');
  expect(await set([])).toMatchObject({ status: 403, Code: 'Forbidden.RAM' });
});

it('wants to know the protocol where a port has two listeners, and says what is not checked', async () => {
  const health = { Action: 'DescribeHealthStatus', LoadBalancerId: 'lb-1' };
  expect(await json({ ...health, ListenerPort: '53' })).toMatchObject({ Code: 'TooManyListeners' });
  expect(await json({ ...health, ListenerPort: '53', ListenerProtocol: 'udp' })).toMatchObject({
    BackendServers: { BackendServer: [{ ServerHealthStatus: 'unavailable' }, {}] },
  });
  const all = await json(health);
  expect(all.BackendServers.BackendServer).toHaveLength(4);
});
