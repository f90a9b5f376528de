import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { ulbCodes } from '../../../src/balancer/ucloud-ulb/codes.ts';
import type { Failure } from '../../../src/model/failure.ts';
import { Secret } from '../../../src/model/secret.ts';
import { refusalIn } from '../../../src/transport/ucloud/answer.ts';
import {
  account,
  noUcloudFaults,
  startUcloudDouble,
  type UcloudDouble,
} from '../../doubles/ucloud/ucloud.ts';
import { backend, ulb, vserver } from '../../doubles/ucloud/ulb.ts';
import { balancerAt } from './world.ts';

let double: UcloudDouble;
let balancer: Balancer;
const opened: Balancer[] = [];
beforeAll(async () => {
  double = await startUcloudDouble([]);
  balancer = other();
});
beforeEach(() => {
  Object.assign(double.faults, noUcloudFaults());
  double.ulbs.splice(0, Number.POSITIVE_INFINITY, ulb(1, 'shop', [vserver(1, 'http', [backend(1)])]));
  double.requests.length = 0;
});
afterAll(async () => {
  for (const each of opened) await each.close();
  await double?.stop();
});

const pool = 'shop/http';

function other(changed: Parameters<typeof balancerAt>[1] = {}): Balancer {
  const balancer = balancerAt(double, changed);
  opened.push(balancer);
  return balancer;
}

const failureOf = (call: Promise<unknown>): Promise<Failure> =>
  call.then(
    () => Promise.reject(new Error('it should have failed')),
    (failure: Failure) => failure,
  );

describe('what a RetCode means', () => {
  const refused = (code: number) => {
    double.faults.refuse = { what: 'all', code, message: 'its own words' };
    return failureOf(balancer.read(pool));
  };

  it.each([
    [110, 'timeout', true],
    [130, 'unreachable', true],
    [160, 'invalid', false],
    [161, 'invalid', false],
    [170, 'invalid', false],
    [171, 'denied', false],
    [172, 'denied', false],
    [174, 'denied', false],
    [220, 'invalid', false],
    [230, 'invalid', false],
    [240, 'invalid', false],
    [292, 'missing', false],
    [293, 'denied', false],
    [294, 'denied', false],
    [295, 'denied', false],
    [299, 'denied', false],
    [4088, 'missing', false],
    [4093, 'missing', false],
    [4143, 'missing', false],
    [4148, 'missing', false],
    [4210, 'missing', false],
    [4050, 'failed', false],
    [8000, 'failed', false],
  ])('%i: %s, at once', async (code, kind, retryable) => {
    const failure = await refused(code);
    expect(failure).toMatchObject({ name: 'Failure', kind, retryable, target: 'ulb1/shop/http' });
    expect(failure.message).toMatch(
      new RegExp(`^UCloud refused DescribeULB for ulb1/shop/http: .*RetCode ${code}, "its own words"\\.$`),
    );
    expect(double.requests).toHaveLength(1);
  });

  it.each([
    [150, 'unreachable'],
    [153, 'failed'],
    [4074, 'failed'],
    [4104, 'failed'],
  ])('%i: %s, and it may pass when it is tried again', (code, kind) => {
    const keys = { publicKey: new Secret('a'), privateKey: new Secret('b') };
    const asked = { action: 'DescribeULB', where: pool };
    const refusal = refusalIn({ RetCode: code }, asked, ulbCodes, keys);
    expect(refusal).toMatchObject({ passes: true, failure: { kind, retryable: true } });
  });
});

it('tries again what may pass for as long as a call may take, and then says why', async () => {
  double.faults.refuse = { what: 'all', code: 153, message: 'Too many requests' };
  expect(await failureOf(other({ timeoutMs: 3_000 }).read(pool))).toMatchObject({
    kind: 'failed',
    retryable: true,
    message:
      'UCloud refused DescribeULB for ulb1/shop/http: there were too many requests, RetCode 153, "Too many requests".',
  });
  expect(double.requests.length).toBeGreaterThan(1);
});

it('is refused by the real check of a wrong private key, user, project or region', async () => {
  const kindOf = async (changed: Parameters<typeof balancerAt>[1]) =>
    (await failureOf(other(changed).read(pool))).kind;
  expect(await kindOf({ privateKey: new Secret('wrong') })).toBe('denied');
  expect(await kindOf({ publicKey: new Secret('wrong') })).toBe('denied');
  expect(await kindOf({ projectId: 'org-other' })).toBe('missing');
  expect(await kindOf({ region: 'cn-sh2' })).toBe('invalid');
});

describe('an answer that is none of UCloud', () => {
  it.each([
    [{ status: 404, text: '<html>nginx</html>' }, 'failed', 'HTTP 404: is the endpoint right?'],
    [{ status: 302, text: '', location: 'http://127.0.0.1:1/' }, 'failed', 'HTTP 302'],
    [{ status: 502, text: '<html>Bad gateway</html>' }, 'unreachable', 'with HTTP 502'],
    [{ status: 200, text: '' }, 'unreachable', 'no whole answer'],
    [{ status: 200, text: '<html>Log in</html>' }, 'unreachable', 'no whole answer'],
    [{ status: 200, text: '{"RetCode":0,"DataS' }, 'unreachable', 'no whole answer'],
    [{ status: 200, text: '{"RetCode":"0"}' }, 'unreachable', 'no whole answer'],
    [
      { status: 200, text: '{"RetCode":0,"DataSet":[{"Name":1}]}' },
      'failed',
      "can't be read at DataSet.0.ULBId",
    ],
  ])('%j', async (instead, kind, says) => {
    double.faults.instead = instead;
    expect(await failureOf(balancer.read(pool))).toMatchObject({
      kind,
      message: expect.stringContaining(says),
    });
  });

  it('nobody at the endpoint', async () => {
    const gone = other({ endpoint: 'http://127.0.0.1:1' });
    expect(await failureOf(gone.read(pool))).toMatchObject({
      kind: 'unreachable',
      retryable: true,
      message: expect.stringMatching(
        /^UCloud can't be reached with DescribeULB for ulb1\/shop\/http: .*ECONNREFUSED/,
      ),
    });
  });
});

it('does not try again what may have taken effect', async () => {
  double.faults.before = (action) => {
    double.faults.hangUp = action === 'UpdateBackendAttribute';
  };
  expect(await failureOf(balancer.drain(pool, 'web-01'))).toMatchObject({ kind: 'unreachable' });
  expect(double.requests.map((params) => params.get('Action'))).toEqual([
    'DescribeULB',
    'UpdateBackendAttribute',
  ]);
});

it('shows no key in any failure, whatever UCloud repeats', async () => {
  const echo = `VerifyAC Error: Action=x${account.privateKey} PublicKey=${account.publicKey}`;
  const failures: Failure[] = [];
  for (const code of [171, 172, 230, 4999]) {
    double.faults.refuse = { what: 'all', code, message: echo };
    failures.push(await failureOf(balancer.read(pool)));
  }
  Object.assign(double.faults, noUcloudFaults(), { hangUp: true });
  failures.push(await failureOf(balancer.read(pool)));
  for (const failure of failures) {
    const shown = [failure.message, failure.stack, String(failure.cause), JSON.stringify(failure)].join();
    expect(shown).not.toContain(account.privateKey);
    expect(shown).not.toContain(account.publicKey);
  }
  expect(failures[0]?.message).toContain('PublicKey=***');
});
