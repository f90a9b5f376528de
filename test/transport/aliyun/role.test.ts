import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { AliyunCredentials } from '../../../src/model/aliyun.ts';
import { type AliyunDouble, noFaults, startAliyun } from '../../doubles/aliyun/aliyun.ts';
import { freshMetadata } from '../../doubles/aliyun/metadata.ts';
import { loadBalancer, type World } from '../../doubles/aliyun/world.ts';
import { accountAt, askNames } from './account.ts';

const minuteMs = 60_000;
const world: World = {
  region: 'cn-hangzhou',
  keys: [],
  loadBalancers: [loadBalancer('lb-1', 'web')],
  instances: [],
};
let double: AliyunDouble;
beforeAll(async () => {
  double = await startAliyun(world);
});
beforeEach(() => {
  Object.assign(double.faults, noFaults());
  Object.assign(double.metadata, freshMetadata(), { roles: ['rollout-bot'] });
  double.requests.splice(0);
  double.refusals.splice(0);
  world.keys.splice(0);
});
afterAll(() => double?.stop());

const roleAt = (metadataUrl = double.url): AliyunCredentials => ({
  kind: 'role',
  role: 'rollout-bot',
  metadataUrl,
});

it.each([
  ['asks for no token', {}],
  ['wants a token', { tokenRequired: true }],
  ['knows no tokens', { knowsTokens: false }],
])('gets its key from a metadata service that %s', async (_, parts) => {
  Object.assign(double.metadata, parts);
  expect(await askNames(accountAt(double.url, roleAt()))).toEqual(['web']);
  expect(double.requests[0]?.get('SecurityToken')).toBe('role-token-1+/=');
});

it('keeps a key until shortly before its end, and fetches the next one only once', async () => {
  const account = accountAt(double.url, roleAt());
  await Promise.all([1, 2, 3].map(() => askNames(account)));
  await askNames(account);
  expect(double.metadata.given).toHaveLength(1);
  const other = accountAt(double.url, roleAt());
  double.metadata.keyMs = 4 * minuteMs;
  await askNames(other);
  double.metadata.keyMs = 60 * minuteMs;
  await Promise.all([1, 2, 3].map(() => askNames(other)));
  await askNames(other);
  expect(double.metadata.given).toHaveLength(3);
});

it('goes on with a key that is still good while the metadata service has no other', async () => {
  double.metadata.keyMs = 4 * minuteMs;
  const account = accountAt(double.url, roleAt());
  await askNames(account);
  double.metadata.roles.splice(0);
  expect(await askNames(account)).toEqual(['web']);
});

it('replaces a key that Aliyun takes for ended, once', async () => {
  const account = accountAt(double.url, roleAt());
  await askNames(account);
  world.keys.splice(0, 1, { ...(world.keys[0] ?? { id: '', secret: '', active: true }), expires: 0 });
  expect(await askNames(account)).toEqual(['web']);
  expect(double.refusals).toEqual(['InvalidSecurityToken.Expired']);
  double.metadata.keyMs = -minuteMs;
  for (const key of world.keys) Object.assign(key, { expires: 0 });
  await expect(askNames(account)).rejects.toMatchObject({ kind: 'denied' });
  expect(double.refusals).toHaveLength(3);
});

it('says that the machine does not have the role', async () => {
  double.metadata.roles.splice(0, 1, 'other');
  await expect(askNames(accountAt(double.url, roleAt()))).rejects.toMatchObject({
    kind: 'denied',
    message:
      'The metadata service of this machine gives ali no key for the RAM role "rollout-bot" (HTTP 404): the instance must have that role.',
  });
});

it('says that there is no metadata service', async () => {
  await expect(askNames(accountAt(double.url, roleAt('http://127.0.0.1:1')))).rejects.toMatchObject({
    kind: 'unreachable',
    message:
      'The metadata service of this machine, which has the key of ali, does not answer: a RAM role can only be used on an ECS instance.',
  });
});

it('does not show keys or tokens of a role', async () => {
  double.faults.before = () => {
    for (const key of world.keys) key.active = false;
  };
  const failure = await askNames(accountAt(double.url, roleAt())).catch((error: Error) => error);
  expect(inspect(failure, { depth: 10, showHidden: true })).not.toMatch(/role-secret|role-token|STS\.key/);
  expect(failure).toMatchObject({ kind: 'denied' });
});
