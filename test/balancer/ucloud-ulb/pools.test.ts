import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { noUcloudFaults, startUcloudDouble, type UcloudDouble } from '../../doubles/ucloud/ucloud.ts';
import { backend, type DoubleUlb, ulb, vserver } from '../../doubles/ucloud/ulb.ts';
import { balancerAt } from './world.ts';

let double: UcloudDouble;
let balancer: Balancer;
const fresh = (): DoubleUlb[] => [
  ulb(1, 'shop', [vserver(1, 'http', [backend(1)]), vserver(2, 'a/b', [backend(2)])]),
  ulb(2, 'twins', [vserver(3, 'http', [backend(3)]), vserver(4, 'http', [backend(4)])]),
  ulb(3, 'same', null),
  ulb(4, 'same', [vserver(5, 'http', [backend(5)])]),
  ulb(5, 'ulb-blog', [vserver(6, 'http', null)]),
];
beforeAll(async () => {
  double = await startUcloudDouble([]);
  balancer = balancerAt(double);
});
beforeEach(() => {
  Object.assign(double.faults, noUcloudFaults());
  double.ulbs.splice(0, Number.POSITIVE_INFINITY, ...fresh());
  double.requests.length = 0;
});
afterAll(async () => {
  await balancer?.close();
  await double?.stop();
});

const names = async (pool: string) => (await balancer.read(pool)).map(({ name }) => name);

it.each([
  ['shop/http', ['web-01:80']],
  ['ulb-1/vserver-1', ['web-01:80']],
  ['shop/vserver-1', ['web-01:80']],
  ['ulb-1/http', ['web-01:80']],
  ['shop/a/b', ['web-02:80']],
  ['twins/vserver-4', ['web-04:80']],
  ['ulb-4/http', ['web-05:80']],
  ['ulb-blog/http', []],
])('finds %s', async (pool, expected) => {
  expect(await names(pool)).toEqual(expected);
});

it('asks for nothing but the one where its id is given', async () => {
  await names('ulb-1/http');
  expect(double.requests.map((params) => params.get('ULBId'))).toEqual(['ulb-1']);
});

it('asks with region, project and the public key, and never sends the private one', async () => {
  await names('ulb-1/http');
  const [sent] = double.requests;
  const { region, projectId, publicKey, privateKey } = double.account;
  expect(Object.fromEntries(sent ?? [])).toMatchObject({
    Action: 'DescribeULB',
    Region: region,
    ProjectId: projectId,
    PublicKey: publicKey,
  });
  expect([...(sent?.values() ?? [])].join()).not.toContain(privateKey);
});

it('finds a name on any page, also where a page ends with the last one', async () => {
  for (const more of [94, 95, 96, 195, 250]) {
    const others = Array.from({ length: more }, (_, i) => ulb(i + 100, `other-${i}`, null));
    double.ulbs.splice(0, Number.POSITIVE_INFINITY, ...others, ...fresh());
    expect(await names('shop/http')).toEqual(['web-01:80']);
  }
});

it('takes a list that has one twice, as it grew meanwhile, for one', async () => {
  double.ulbs.push(...Array.from({ length: 100 }, (_, i) => ulb(i + 100, `other-${i}`, null)));
  double.faults.before = (_, params) => {
    if (params.get('Offset') === '100') double.ulbs.unshift(ulb(99, 'new', null));
  };
  expect(await names('other-94/http').catch((error: Error) => error.message)).toContain('has no vserver');
});

describe('says what there is instead', () => {
  it.each([
    ['nope/http', 'missing', 'has no ULB nope for ulb1/nope/http: ulb-1 "shop", ulb-2 "twins", ulb-3 "same"'],
    ['ulb-9/http', 'missing', 'has no ULB ulb-9'],
    ['shop/nope', 'missing', 'has no vserver nope for ulb1/shop/nope: vserver-1 "http", vserver-2 "a/b".'],
    ['ulb-3/http', 'missing', 'has no vserver http for ulb1/ulb-3/http; there is none.'],
    ['same/http', 'ambiguous', '2 ULBs answer to same for ulb1/same/http; name one of them by its id: ulb-3'],
    ['twins/http', 'ambiguous', 'by its id: vserver-3 "http", vserver-4 "http".'],
    ['http', 'missing', "ulb1/http is no pool of UCloud's: write PROVIDER/ULB/VSERVER."],
    ['/http', 'missing', 'write PROVIDER/ULB/VSERVER'],
    ['shop/', 'missing', 'write PROVIDER/ULB/VSERVER'],
  ])('%s', async (pool, kind, says) => {
    const told = { name: 'Failure', kind, target: `ulb1/${pool}`, message: expect.stringContaining(says) };
    await expect(balancer.read(pool)).rejects.toMatchObject(told);
    await expect(balancer.drain(pool, 'web-01:80')).rejects.toMatchObject({ kind });
  });
});

it('lists ten of many', async () => {
  double.ulbs.push(...Array.from({ length: 30 }, (_, i) => ulb(i + 100, `other-${i}`, null)));
  await expect(balancer.read('nope/http')).rejects.toThrow(/, ulb-104 "other-4" and 25 more\.$/);
});

it('does not stumble over what is odd in another vserver, and says what is odd in this one', async () => {
  const odd = { ...backend(1), Enabled: 3 };
  double.ulbs[1]?.VServerSet?.[0]?.BackendSet?.push(odd);
  expect(await names('shop/http')).toEqual(['web-01:80']);
  await expect(balancer.read('twins/vserver-3')).rejects.toMatchObject({
    kind: 'failed',
    message: "The backends of ulb1/twins/vserver-3 can't be read at 1.Enabled.",
  });
});

it('gives up on a list that does not end', async () => {
  const DataSet = [ulb(1, 'x', null)];
  double.faults.instead = { status: 200, text: JSON.stringify({ RetCode: 0, DataSet }) };
  await expect(balancer.read('shop/http')).rejects.toMatchObject({ kind: 'failed' });
});
