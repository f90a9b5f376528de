import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signatureOf } from './ucloud/gateway.ts';
import { account, noUcloudFaults, startUcloudDouble, type UcloudDouble } from './ucloud/ucloud.ts';
import { backend, ulb, vserver } from './ucloud/ulb.ts';

/** The double, asked by fetch alone: what it must be strict about, whoever asks. */

let double: UcloudDouble;
const fresh = () => [
  ulb(1, 'shop', [vserver(1, 'http', [backend(1, { Weight: 7 }), backend(2, { IsBackup: 1 })])]),
  ...Array.from({ length: 24 }, (_, i) => ulb(i + 2, `other-${i}`, null)),
];
beforeAll(async () => {
  double = await startUcloudDouble(fresh());
});
beforeEach(() => {
  Object.assign(double.faults, noUcloudFaults());
  double.ulbs.splice(0, Number.POSITIVE_INFINITY, ...fresh());
});
afterAll(() => double?.stop());

const shape = z.looseObject({ DataSet: z.array(z.unknown()).default([]) });

type Values = Readonly<Record<string, string | number>>;

function withSignature(values: Values): Record<string, string | number> {
  const all = { PublicKey: account.publicKey, Region: account.region, ...values };
  const params = new Map(Object.entries(all).map(([name, value]) => [name, String(value)]));
  return { Signature: signatureOf(params, account.privateKey), ...all };
}

const formOf = (values: Values) =>
  new URLSearchParams(Object.entries(values).map(([name, value]): [string, string] => [name, String(value)]));

async function send(values: Values) {
  const answer = await fetch(double.endpoint, { method: 'POST', body: formOf(values) });
  expect(answer.status).toBe(200);
  return shape.parse(await answer.json());
}
const ask = (values: Values) => send(withSignature(values));

const change = {
  Action: 'UpdateBackendAttribute',
  ProjectId: account.projectId,
  ULBId: 'ulb-1',
  BackendId: 'backend-1',
};

it('knows the signature of the example in the document', () => {
  const example = new Map([
    ['Action', 'DescribeUHostInstance'],
    ['Region', 'cn-bj2'],
    ['Limit', '10'],
    ['PublicKey', 'ucloudsomeone@example.com1296235120854146120'],
  ]);
  expect(signatureOf(example, '46f09bb9fab4f12dfc160dae12273d5332b5debe')).toBe(
    'cba5cf5ec4d4233d206b1b54951e3787350a642f',
  );
});

it('takes a query, a form and JSON alike', async () => {
  const values = withSignature({ Action: 'DescribeULB', ULBId: 'ulb-1', Limit: 1 });
  const byQuery = await fetch(`${double.endpoint}/?${formOf(values)}`);
  const byJson = await fetch(double.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(values),
  });
  const expected = await send(values);
  expect(expected).toMatchObject({ RetCode: 0, Action: 'DescribeULBResponse', TotalCount: 1 });
  expect(await byQuery.json()).toEqual(expected);
  expect(await byJson.json()).toEqual(expected);
});

it('gives 20 at a time unless asked otherwise, and tells how many there are', async () => {
  const first = await ask({ Action: 'DescribeULB' });
  expect([first.DataSet.length, first.TotalCount]).toEqual([20, 25]);
  const rest = await ask({ Action: 'DescribeULB', Offset: 20 });
  expect(rest.DataSet).toHaveLength(5);
  expect((await ask({ Action: 'DescribeULB', Limit: 100 })).DataSet).toHaveLength(25);
});

describe('refuses', () => {
  it.each([
    ['no action', {}, 160],
    ['an unknown action', { Action: 'DeleteULB' }, 161],
    ['an unknown parameter', { Action: 'DescribeULB', Frob: 1 }, 230],
    ['text where a number should be', { Action: 'DescribeULB', Limit: 'many' }, 230],
    ['another region', { Action: 'DescribeULB', Region: 'cn-sh2' }, 230],
    ['another project', { Action: 'DescribeULB', ProjectId: 'org-other' }, 292],
    ['an unknown user', { Action: 'DescribeULB', PublicKey: 'nobody' }, 172],
    ['a change without its backend', { ...change, BackendId: '' }, 220],
    ['a weight of 0', { ...change, Weight: 0 }, 230],
    ['a weight of 101', { ...change, Weight: 101 }, 230],
    ['a switch of 2', { ...change, Enabled: 2 }, 230],
    ['true for a switch', { ...change, Enabled: 'true' }, 230],
    ['an unknown backend', { ...change, BackendId: 'backend-9' }, 4093],
  ])('%s', async (_, values, RetCode) => {
    expect(await ask(values)).toEqual({ RetCode, Message: expect.any(String), DataSet: [] });
    expect(double.ulbs).toEqual(fresh());
  });

  it('no signature, and one of another key or for other values', async () => {
    const { Signature, ...unsigned } = withSignature({ Action: 'DescribeULB' });
    expect(await send(unsigned)).toMatchObject({ RetCode: 170 });
    expect(await send({ ...unsigned, Signature: String(Signature).replace(/^./, 'z') })).toMatchObject({
      RetCode: 171,
    });
    expect(await send({ ...unsigned, Signature: Signature ?? '', Limit: 5 })).toMatchObject({ RetCode: 171 });
  });

  it('what comes too fast, for as long as it is told to', async () => {
    double.faults.throttle = 1;
    expect(await ask({ Action: 'DescribeULB' })).toMatchObject({ RetCode: 153 });
    expect(await ask({ Action: 'DescribeULB' })).toMatchObject({ RetCode: 0 });
  });
});

it('changes what is given, and leaves the rest', async () => {
  expect(await ask({ ...change, Enabled: 0 })).toEqual({
    RetCode: 0,
    Action: 'UpdateBackendAttributeResponse',
    DataSet: [],
  });
  expect(double.ulbs[0]?.VServerSet?.[0]?.BackendSet?.[0]).toEqual(backend(1, { Weight: 7, Enabled: 0 }));
});

it('says OK and changes nothing in a vserver of main and backup nodes', async () => {
  expect(await ask({ ...change, BackendId: 'backend-2', Enabled: 0 })).toMatchObject({ RetCode: 0 });
  expect(double.ulbs).toEqual(fresh());
});
