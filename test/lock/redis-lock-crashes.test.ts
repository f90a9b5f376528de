import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Claim, Lock } from '../../src/lock/lock.ts';
import { createShadowedLock } from '../../src/lock/redis/redis-lock.ts';
import { createShadow, type Shadow } from '../../src/lock/redis/shadow.ts';
import { createSlots, type Slots } from '../../src/lock/redis/slot.ts';
import { Secret } from '../../src/model/secret.ts';
import { connectRedis, type RedisConnection } from '../../src/transport/redis/connection.ts';
import { type RedisPeer, startRedis } from '../peers/redis.ts';
import { openDatabase } from '../store/open.ts';

let peer: RedisPeer;
let redis: RedisConnection;
let database: Awaited<ReturnType<typeof openDatabase>>;
let slots: Slots;
let shadow: Shadow;
let lock: Lock;
/** A cluster of its own for each test. */
let web: string;
let n = 0;

beforeAll(async () => {
  [peer, database] = await Promise.all([startRedis(), openDatabase()]);
  redis = await connectRedis({ url: new Secret(peer.url) }, { timeoutMs: 1_000 });
  slots = createSlots(redis, 'a1b2c3d4');
  shadow = createShadow(database.db);
});
afterAll(async () => {
  redis?.close();
  await Promise.all([peer?.stop(), database?.close()]);
});
beforeEach(() => {
  n += 1;
  web = `web-${n}`;
  lock = createShadowedLock({ slots, shadow, patienceMs: 100 });
});
afterEach(() => peer.thaw());

const r1: Claim = { kind: 'rollout', name: 'r1', reason: 'deploy v2' };
const r2: Claim = { kind: 'rollout', name: 'r2', reason: 'rolls back r1' };
const r3: Claim = { kind: 'rollout', name: 'r3', reason: 'deploy v3' };

async function hold(claim: Claim): Promise<number> {
  const got = await lock.acquire(web, claim);
  if (!got.got) throw new Error(`${got.holder.name} holds it`);
  return got.hold;
}

/** Where somebody is held up until it is opened. */
interface Gate {
  /** Resolved when somebody has come to it. */
  readonly reached: Promise<void>;
  pass(): Promise<void>;
  open(): void;
}

function gate(): Gate {
  let reach: () => void = () => undefined;
  let open: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const pass = (): Promise<void> => {
    reach();
    return opened;
  };
  return { reached, pass, open };
}

/** Another process, which dies between Redis and the database. */
async function dyingBetween(act: (dying: Lock) => Promise<unknown>): Promise<void> {
  const between = gate();
  const swap = (): Promise<boolean> => between.pass().then(() => true);
  void act(createShadowedLock({ slots, shadow: { ...shadow, swap } }));
  await between.reached;
}

/** Another process, for which the database is away when it is to be written. */
const without = (effect: 'no effect' | 'effect'): Lock =>
  createShadowedLock({
    slots,
    shadow: {
      ...shadow,
      async swap(...args) {
        if (effect === 'effect') await shadow.swap(...args);
        throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
      },
    },
  });

const inRedis = async (): Promise<string> =>
  String(await peer.command('get', `rollout:{a1b2c3d4}:lock:${web}`));

describe('a process that dies between Redis and the database', () => {
  it('has acquired, and has the same hold when it comes again', async () => {
    await dyingBetween((dying) => dying.acquire(web, r1));
    expect(await lock.acquire(web, r2)).toMatchObject({ got: false, holder: { name: 'r1', hold: 1 } });
    expect(await hold(r1)).toBe(1);
    expect(await lock.assert(web, 1)).toBe(1);
    expect(await shadow.read(web)).toMatchObject({ epoch: 1, holder: { name: 'r1', hold: 1 } });
  });

  it('has released', async () => {
    const first = await hold(r1);
    await dyingBetween((dying) => dying.release(web, first));
    await expect(lock.assert(web, first)).rejects.toMatchObject({ kind: 'lost-lock' });
    expect(await lock.release(web, first)).toBe(false);
    expect(await hold(r2)).toBeGreaterThan(first);
  });

  it('has raised', async () => {
    const first = await hold(r1);
    const before = await lock.assert(web, first);
    await dyingBetween((dying) => dying.raise(web, first));
    const after = await lock.assert(web, first);
    expect(after).toBeGreaterThan(before);
    await peer.command('flushall');
    expect(await lock.assert(web, first)).toBe(after);
  });

  describe('while it takes the lock over', () => {
    let first: number;
    let before: number;
    beforeEach(async () => {
      first = await hold(r1);
      before = await lock.assert(web, first);
      await dyingBetween((dying) => dying.steal(web, r2));
    });

    it('leaves a contradiction, which stops its holder and names both', async () => {
      const contradiction = {
        kind: 'disputed',
        retryable: false,
        message: `Redis says that r2 holds ${web} (rolls back r1), the database says r1 (deploy v2). If r2 is not at work on it, \`unlock ${web}\` takes it from there; then retry.`,
      };
      await expect(lock.assert(web, first)).rejects.toMatchObject(contradiction);
      await expect(lock.acquire(web, r1)).rejects.toMatchObject(contradiction);
      await expect(lock.assert(web, 999)).rejects.toMatchObject({ kind: 'lost-lock' });
      expect(await lock.acquire(web, r3)).toMatchObject({ got: false, holder: { name: 'r2' } });
      expect(await lock.holder(web)).toMatchObject({ name: 'r2' });
    });

    it('takes up where it ended when it comes again: the first holder has lost it', async () => {
      const second = await hold(r2);
      expect(second).toBeGreaterThan(first);
      expect(await lock.assert(web, second)).toBeGreaterThan(second);
      await expect(lock.assert(web, first)).rejects.toMatchObject({
        kind: 'lost-lock',
        message: expect.stringContaining('r2 holds it now: rolls back r1'),
      });
    });

    it('loses it by an unlock, and the first holder goes on under a higher epoch', async () => {
      await lock.raise(web, first);
      const named = await lock.holder(web);
      expect(await lock.release(web, named?.hold ?? 0)).toBe(true);
      expect(await lock.assert(web, first)).toBeGreaterThan(before + 1);
      expect(await lock.holder(web)).toMatchObject({ name: 'r1', hold: first });
    });

    it('has it alone once the first holder lets go', async () => {
      expect(await lock.release(web, first)).toBe(true);
      expect(await lock.holder(web)).toMatchObject({ name: 'r2' });
      expect(await lock.release(web, first)).toBe(false);
    });

    it('loses it to the next who takes over', async () => {
      const third = await lock.steal(web, r3);
      expect(await lock.assert(web, third)).toBe(third);
      await expect(lock.assert(web, first)).rejects.toMatchObject({ kind: 'lost-lock' });
    });
  });
});

describe('a process without a database at that moment', () => {
  it.each(['no effect', 'effect'] as const)(
    'tells its error, and leaves what the database has (%s)',
    async (effect) => {
      const away = { message: 'Connection terminated unexpectedly' };
      await expect(without(effect).acquire(web, r1)).rejects.toMatchObject(away);
      expect((await lock.holder(web))?.name).toBe(effect === 'effect' ? 'r1' : undefined);
      const first = await hold(r1);
      const before = await lock.assert(web, first);
      await expect(without(effect).raise(web, first)).rejects.toMatchObject(away);
      expect(await lock.assert(web, first)).toBe(effect === 'effect' ? before + 1 : before);
      await expect(without(effect).steal(web, r2)).rejects.toMatchObject(away);
      expect(await lock.holder(web)).toMatchObject({ name: effect === 'effect' ? 'r2' : 'r1' });
      const now = await lock.holder(web);
      await expect(without(effect).release(web, now?.hold ?? 0)).rejects.toMatchObject(away);
      expect((await lock.holder(web))?.name).toBe(effect === 'effect' ? undefined : 'r1');
    },
  );
});

describe('a process that loses Redis', () => {
  it.each(['before', 'after'] as const)('right %s its change is there, and comes again', async (when) => {
    const losing: Slots = {
      ...slots,
      async swap(cluster, seen, text) {
        if (when === 'after') await slots.swap(cluster, seen, text);
        throw new Error('gone');
      },
    };
    const other = createShadowedLock({ slots: losing, shadow });
    await expect(other.acquire(web, r1)).rejects.toThrow('gone');
    const first = await hold(r1);
    expect(await lock.assert(web, first)).toBe(first);
    await expect(other.release(web, first)).rejects.toThrow('gone');
    expect(await lock.release(web, first)).toBe(when === 'before');
    expect(await lock.holder(web)).toBeUndefined();
  });

  it('changes nothing with a request that arrives after it was given up', async () => {
    const first = await hold(r1);
    const before = await inRedis();
    const swaps = async () =>
      /^cmdstat_evalsha:calls=(\d+)/m.exec(String(await peer.command('info', 'commandstats')))?.[1];
    const frozen: Slots = {
      ...slots,
      swap(...args) {
        peer.freeze();
        return slots.swap(...args);
      },
    };
    const callsBefore = Number(await swaps());
    await expect(createShadowedLock({ slots: frozen, shadow }).steal(web, r2)).rejects.toMatchObject({
      kind: 'timeout',
      retryable: true,
    });
    // As long again as the request may be under way.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    peer.thaw();
    // The look, and the late request.
    await expect.poll(async () => Number(await swaps())).toBeGreaterThanOrEqual(callsBefore + 2);
    expect(await inRedis()).toBe(before);
    await expect.poll(() => lock.assert(web, first).catch(String)).toBe(first);
  });
});

it('does not take a take-over under way for a contradiction', async () => {
  const patient = createShadowedLock({ slots, shadow, patienceMs: 30_000 });
  const first = await hold(r1);
  const between = gate();
  const slow: Shadow = {
    ...shadow,
    async swap(...args) {
      await between.pass();
      return shadow.swap(...args);
    },
  };
  const taking = createShadowedLock({ slots, shadow: slow }).steal(web, r2);
  await between.reached;
  expect(await inRedis()).toContain('r2');
  const asserting = patient.assert(web, first);
  const outcome = expect(asserting).rejects.toMatchObject({ kind: 'lost-lock' });
  between.open();
  await outcome;
  expect(await lock.assert(web, await taking)).toBeGreaterThan(first);
});

it('stays raised where it was raised during a take-over that came to nothing', async () => {
  const first = await hold(r1);
  const before = await lock.assert(web, first);
  const failing: Shadow = {
    ...shadow,
    async swap() {
      await lock.raise(web, first);
      throw new Error('away');
    },
  };
  await expect(createShadowedLock({ slots, shadow: failing }).steal(web, r2)).rejects.toThrow('away');
  // Redis could not be put back, as it was raised as well: a person frees it from the one that came to nothing.
  await expect(lock.assert(web, first)).rejects.toMatchObject({ kind: 'disputed' });
  const named = await lock.holder(web);
  expect(named?.name).toBe('r2');
  await lock.release(web, named?.hold ?? 0);
  expect(await lock.assert(web, first)).toBeGreaterThan(before);
});

it('holds what another process wrote down for it', async () => {
  const helped: Shadow = {
    ...shadow,
    async swap(cluster, seen, record) {
      // Somebody who looks brings the two in line.
      await lock.holder(cluster);
      return shadow.swap(cluster, seen, record);
    },
  };
  expect(await createShadowedLock({ slots, shadow: helped }).acquire(web, r1)).toEqual({
    got: true,
    hold: 1,
  });
});
