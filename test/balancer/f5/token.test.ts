import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { createF5 } from '../../../src/balancer/f5/f5.ts';
import { Failure } from '../../../src/model/failure.ts';
import type { F5Provider } from '../../../src/model/provider/f5.ts';
import { Secret } from '../../../src/model/secret.ts';
import { type F5Box, startF5Box } from '../../doubles/f5/box.ts';
import { freshPools, isChange, mayChange, providerFor } from './world.ts';

let clock = 0;
let box: F5Box;
let open: Balancer[] = [];
beforeEach(async () => {
  clock = 1_000_000;
  box = await startF5Box(freshPools(), () => clock);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await box.stop();
});

function balancer(more: Partial<F5Provider> = {}, around = mayChange): Balancer {
  const one = createF5(providerFor([box], more), { ...around, now: () => clock });
  open = [...open, one];
  return one;
}

const logins = (): number => box.requests.filter(({ url }) => url.endsWith('/authn/login')).length;
const login = (by: F5Provider['api']): Partial<F5Provider> => ({ api: by });
const name = '10.0.0.1:80';

describe('tokens', () => {
  it('are shared by all that is asked, and given back at the end', async () => {
    const b = balancer();
    await Promise.all(Array.from({ length: 20 }, () => b.read('web')));
    await b.drain('web', name);
    expect(logins()).toBe(1);
    expect(box.tokens.alive()).toHaveLength(1);
    await b.close();
    expect(box.tokens.alive()).toEqual([]);
  });

  it('are replaced a minute before they expire, by one new one', async () => {
    const b = balancer();
    await b.read('web');
    clock += 1_139_000;
    await b.read('web');
    expect(logins()).toBe(1);
    clock += 2_000;
    await Promise.all([b.read('web'), b.read('web'), b.read('web')]);
    expect(logins()).toBe(2);
    expect(box.requests.filter(({ url }) => url.endsWith('/members'))).toHaveLength(5);
  });

  it('that live shortly are used for three quarters of that', async () => {
    box.tokens.timeout = 100;
    const b = balancer();
    await b.read('web');
    clock += 74_000;
    await b.read('web');
    expect(logins()).toBe(1);
    clock += 2_000;
    await b.read('web');
    expect(logins()).toBe(2);
  });

  it('that are gone before their time are replaced once for all', async () => {
    const b = balancer();
    await b.read('web');
    box.tokens.clear();
    await Promise.all(Array.from({ length: 8 }, () => b.drain('web', name)));
    expect(logins()).toBe(2);
    expect(box.tokens.alive()).toHaveLength(1);
    expect(box.pools.get('/Common/web')?.[0]?.enabled).toBe(false);
  });

  it('that are refused for ever are asked for once more only', async () => {
    box.tokens.fits = () => false;
    const b = balancer();
    await expect(b.read('web')).rejects.toMatchObject({ kind: 'denied' });
    expect(logins()).toBe(2);
  });

  it('are not asked for again where only the role is missing', async () => {
    box.unit.role = 'guest';
    const b = balancer();
    await expect(b.drain('web', name)).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('role "manager"'),
    });
    expect(logins()).toBe(1);
  });

  it('may run out: that passes', async () => {
    box.tokens.cap = 0;
    const b = balancer();
    await expect(b.read('web')).rejects.toMatchObject({
      kind: 'failed',
      retryable: true,
      message: expect.stringContaining('gives "rollout" no more tokens'),
    });
    box.tokens.cap = 1;
    expect(await b.read('web')).toHaveLength(6);
  });

  it('may not be there at all: that is told with the way around', async () => {
    box.unit.tokenless = true;
    await expect(balancer().read('web')).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('`auth: basic`'),
    });
    expect(await balancer(login({ by: 'rest', login: { by: 'basic' } })).read('web')).toHaveLength(6);
  });

  it('come from the login provider that is named', async () => {
    const api = { by: 'rest', login: { by: 'token', loginProvider: 'ldap' } } as const;
    await expect(balancer({ api }).read('web')).rejects.toMatchObject({ kind: 'denied' });
    expect(box.requests.at(-1)?.body).toContain('"loginProviderName":"ldap"');
  });

  it('that can not be given back hold nobody up', async () => {
    const b = balancer();
    await b.read('web');
    await box.unplug();
    await expect(b.close()).resolves.toBeUndefined();
  });
});

it.each([
  ['token', { by: 'rest', login: { by: 'token', loginProvider: 'tmos' } }],
  ['basic authentication', { by: 'rest', login: { by: 'basic' } }],
  ['SOAP', { by: 'soap' }],
] as const)('never shows the password or a token in what it says, by %s', async (_, api) => {
  const password = new Secret('s3cr3t-Passw0rd');
  const b = balancer({ api, password });
  box.unit.password = 's3cr3t-Passw0rd';
  await b.read('web');
  const told: string[] = [];
  const calls: readonly (() => Promise<unknown>)[] = [
    () => b.read('web'),
    () => b.drain('web', name),
    () => b.read('nope'),
    () => b.drain('web', 'nope'),
  ];
  const listen = async (): Promise<void> => {
    for (const call of calls)
      await call().catch((error: unknown) => {
        expect(error).toBeInstanceOf(Failure);
        told.push(JSON.stringify(error), String(error), String((error as Failure).cause));
      });
  };
  const tokens = box.tokens.alive();
  await listen();
  for (const wrong of [{ password: 'x' }, { cutAfter: 20 }, { role: 'guest' as const }]) {
    Object.assign(box.unit, { password: 's3cr3t-Passw0rd', cutAfter: undefined }, wrong);
    await listen();
  }
  await box.unplug();
  await listen();
  expect(told.length).toBeGreaterThan(20);
  const basic = Buffer.from('rollout:s3cr3t-Passw0rd').toString('base64');
  for (const secret of ['s3cr3t', basic, ...tokens])
    for (const text of told) expect(text).not.toContain(secret);
});

it.each([
  ['REST', { by: 'rest', login: { by: 'basic' } }],
  ['SOAP', { by: 'soap' }],
] as const)(
  'asks right before each change over %s whether it may, and changes nothing when not',
  async (_, api) => {
    let asked = 0;
    const watching = balancer(
      { api },
      {
        demandMayChange: () => {
          asked += 1;
        },
      },
    );
    await watching.read('web');
    expect(asked).toBe(0);
    await watching.apply('web', name, { weight: 3, state: 'drain' });
    expect(asked).toBe(box.requests.filter(isChange).length);
    expect(asked).toBeGreaterThan(0);

    const before = box.requests.filter(isChange).length;
    const lost = balancer(
      { api },
      {
        demandMayChange: () => {
          throw new Failure('lost-lock', 'web', 'another process holds the lock');
        },
      },
    );
    await expect(lost.setWeight('web', name, 9)).rejects.toMatchObject({ kind: 'lost-lock' });
    expect(box.requests.filter(isChange)).toHaveLength(before);
  },
);

it('asks again before it repeats a change that came too fast', async () => {
  let asked = 0;
  const b = balancer(
    {},
    {
      demandMayChange: () => {
        asked += 1;
      },
    },
  );
  box.unit.before = (request) => {
    if (isChange(request) && asked === 1) box.unit.busy = { left: 2, status: 503 };
  };
  await b.drain('web', name);
  expect(asked).toBe(3);
});
