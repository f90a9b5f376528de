import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import { endpointOf } from '../../../src/transport/aliyun/request.ts';
import { type AliyunDouble, noFaults, startAliyun } from '../../doubles/aliyun/aliyun.ts';
import { Refusal } from '../../doubles/aliyun/refusal.ts';
import { loadBalancer, type World } from '../../doubles/aliyun/world.ts';
import { accountAt, askNames, secret } from './account.ts';

const world: World = {
  region: 'cn-hangzhou',
  keys: [],
  loadBalancers: [loadBalancer('lb-1', 'web'), loadBalancer('lb-2', "名 &+*'()!~%")],
  instances: [],
};
let double: AliyunDouble;
beforeAll(async () => {
  double = await startAliyun(world);
});
beforeEach(() => {
  Object.assign(double.faults, noFaults());
  double.requests.splice(0);
  double.refusals.splice(0);
  world.keys.splice(0, Number.POSITIVE_INFINITY, { id: 'LTAI-test', secret, active: true });
});
afterAll(() => double?.stop());

const failureOf = async (ask: Promise<unknown>): Promise<Error> => {
  const failed = await ask.then(
    () => undefined,
    (error: Error) => error,
  );
  if (!failed) throw new Error('it did not fail');
  return failed;
};

it('asks for JSON, signed, and takes any names for what they are', async () => {
  const methods: unknown[] = [];
  double.faults.before = (_, params) =>
    void methods.push(params.get('Format'), params.get('SignatureMethod'));
  expect(await askNames(accountAt(double.url))).toEqual(['web', "名 &+*'()!~%"]);
  expect(methods).toEqual(['JSON', 'HMAC-SHA1']);
});

it('sends a token of STS with what is signed', async () => {
  const expires = Date.now() + 60_000;
  world.keys.splice(0, 1, { id: 'STS.x', secret, active: true, token: 'to+ken/=', expires });
  const names = askNames(
    accountAt(double.url, {
      kind: 'key',
      accessKeyId: new Secret('STS.x'),
      accessKeySecret: new Secret(secret),
      securityToken: new Secret('to+ken/='),
    }),
  );
  expect(await names).toContain('web');
});

it.each([
  'Throttling',
  'Throttling.User',
  'Throttling.Api',
  'BackendServer.configuring',
  'ServiceIsConfiguring',
  'VServerGroupProcessing',
  'OperationBusy',
  'SystemBusy',
  'OperationConflict',
  'ServiceUnavailable',
  'SignatureNonceUsed',
])('asks again after %s, signed anew', async (code) => {
  double.faults.next.push(new Refusal(400, code, 'Not now.'));
  expect(await askNames(accountAt(double.url))).toContain('web');
  const [one, other] = double.requests;
  expect(double.refusals).toEqual([code]);
  expect(one?.get('SignatureNonce')).not.toBe(other?.get('SignatureNonce'));
  expect(one?.get('Signature')).not.toBe(other?.get('Signature'));
});

it('gives up with its time, and says what it waited for', async () => {
  double.faults.before = () =>
    void double.faults.next.splice(0, 1, new Refusal(400, 'Throttling.User', 'Not now.'));
  const began = performance.now();
  expect(await failureOf(askNames(accountAt(double.url), 600))).toMatchObject({
    kind: 'timeout',
    retryable: true,
    target: 'ali/web',
    message: 'Aliyun did not get round to DescribeLoadBalancers for ali/web within 600 ms (Throttling.User).',
  });
  expect(performance.now() - began).toBeLessThan(30_000);
});

describe('what answers mean', () => {
  const table: readonly (readonly [code: string, status: number, kind: string, says: string])[] = [
    ['Forbidden.RAM', 403, 'denied', 'lack the RAM action slb:DescribeLoadBalancers (Forbidden.RAM)'],
    ['NoPermission', 403, 'denied', 'lack the RAM action slb:DescribeLoadBalancers (NoPermission)'],
    ['Forbbiden.SubUser', 403, 'denied', 'lack the RAM action'],
    ['InvalidAccessKeyId.NotFound', 404, 'denied', 'does not accept the credentials for ali/web'],
    ['SignatureDoesNotMatch', 400, 'denied', 'does not accept the credentials for ali/web'],
    ['InvalidSecurityToken.Expired', 400, 'denied', 'does not accept the credentials for ali/web'],
    ['InvalidTimeStamp.Expired', 400, 'denied', "this machine's clock must be right to 15 minutes"],
    ['InvalidOperation.NotSupportedEndpoint', 400, 'invalid', 'check "region" and "endpoint"'],
    ['ObtainIpFail', 400, 'failed', 'it is gone, or not running'],
    ['OperationDenied.Something', 403, 'denied', '"The moon is full."'],
    ['InvalidLoadBalancerId.NotFound', 404, 'missing', '"The moon is full."'],
    ['InvalidParameter', 400, 'invalid', '"The moon is full."'],
    ['MissingParameter', 400, 'invalid', '"The moon is full."'],
    [
      'AccountHasArrearage',
      400,
      'failed',
      'DescribeLoadBalancers for ali/web (AccountHasArrearage): "The moon',
    ],
  ];

  it.each(table)('%s with HTTP %i is %s', async (code, status, kind, says) => {
    double.faults.next.push(new Refusal(status, code, 'The moon is full.\nAnd more.'));
    const failure = await failureOf(askNames(accountAt(double.url)));
    expect(failure).toMatchObject({ name: 'Failure', kind, target: 'ali/web' });
    expect(failure.message).toContain(says);
    expect(failure.message).not.toContain('And more');
    expect(double.requests).toHaveLength(1);
  });

  it('a code with the status of success is still an error', async () => {
    double.faults.next.push(new Refusal(200, 'Throttling', 'Not now.'), new Refusal(200, 'NoPermission', ''));
    expect(await failureOf(askNames(accountAt(double.url)))).toMatchObject({ kind: 'denied' });
  });

  it('another region than the endpoint serves is told', async () => {
    const failure = await failureOf(askNames(accountAt(double.url, undefined, 'cn-beijing')));
    expect(failure).toMatchObject({ kind: 'missing', message: expect.stringContaining('RegionId') });
  });
});

it('does not show any part of its keys, whatever is wrong with them', async () => {
  const wrong = {
    kind: 'key',
    accessKeyId: new Secret('LTAI-test'),
    accessKeySecret: new Secret('wrong-hunter2'),
    securityToken: new Secret('token-hunter2'),
  } as const;
  const account = accountAt(double.url, wrong);
  const failures: Error[] = [await failureOf(askNames(account))];
  world.keys.splice(0, 1, {
    id: 'LTAI-test',
    secret,
    token: 'token-hunter2',
    expires: Date.now() + 60_000,
    active: true,
  });
  failures.push(await failureOf(askNames(account)));
  double.faults.cutAfter = 10;
  failures.push(await failureOf(askNames(account)));
  double.faults.away = true;
  failures.push(await failureOf(askNames(account)));
  expect(double.refusals).toContain('SignatureDoesNotMatch');
  for (const failure of failures) {
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toMatch(/hunter2|LTAI|Signature=/);
    expect(JSON.stringify(failure)).not.toMatch(/hunter2|LTAI/);
  }
});

it('tells no answer, a broken one, a late one and one that is not from Aliyun apart from a refusal', async () => {
  double.faults.cutAfter = 30;
  const account = accountAt(double.url);
  expect(await failureOf(askNames(account))).toMatchObject({ kind: 'unreachable', retryable: true });
  double.faults.cutAfter = undefined;
  double.faults.before = () => new Promise(() => undefined);
  expect(await failureOf(askNames(account, 150))).toMatchObject({ kind: 'timeout', retryable: true });
  expect(await failureOf(askNames(accountAt('http://127.0.0.1:1')))).toMatchObject({
    kind: 'unreachable',
    message: 'http://127.0.0.1:1 gave no answer to DescribeLoadBalancers for ali/web: ECONNREFUSED.',
  });
});

it('says which part of a reply it can not read', async () => {
  const [lb] = world.loadBalancers;
  if (lb) Object.assign(lb, { name: 7 });
  const failure = await failureOf(askNames(accountAt(double.url)));
  if (lb) lb.name = 'web';
  expect(failure).toMatchObject({
    kind: 'failed',
    message:
      "Aliyun's reply to DescribeLoadBalancers for ali/web can't be read at LoadBalancers.LoadBalancer.0.LoadBalancerName.",
  });
});

it('asks for no more than a few things at once', async () => {
  let [now, most] = [0, 0];
  double.faults.before = async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, 10));
    now -= 1;
  };
  const account = accountAt(double.url);
  await Promise.all(Array.from({ length: 30 }, () => askNames(account)));
  expect(most).toBeLessThanOrEqual(8);
});

it("goes to the region's own endpoint of each service, unless it is told another", () => {
  const slb = { name: 'slb', version: '2014-05-15' };
  expect(endpointOf(slb, 'cn-beijing')).toBe('https://slb.cn-beijing.aliyuncs.com');
  expect(endpointOf(slb, 'cn-beijing', 'https://{service}-vpc.cn-beijing.aliyuncs.com')).toBe(
    'https://slb-vpc.cn-beijing.aliyuncs.com',
  );
  expect(endpointOf(slb, 'cn-beijing', 'http://127.0.0.1:80')).toBe('http://127.0.0.1:80');
});
