import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { type F5Box, freshUnit, startF5Box } from '../../doubles/f5/box.ts';
import { json, refused } from '../../doubles/f5/reply.ts';
import { type F5Member, member } from '../../doubles/f5/state.ts';
import { f5, isChange } from './world.ts';

let box: F5Box;
let balancer: Balancer;
let offline: Balancer;
beforeAll(async () => {
  box = await startF5Box(new Map());
  balancer = f5([box]);
  offline = f5([box], { drainBy: 'offline' });
});
beforeEach(() => {
  Object.assign(box.unit, freshUnit());
  box.pools.clear();
});
afterAll(async () => {
  await Promise.all([balancer, offline].map((one) => one?.close()));
  await box?.stop();
});

/** The only member of pool `web`. */
const put = (more: Partial<F5Member> = {}, path = '/Common/10.0.0.1:80'): F5Member => {
  const one = member(path, more);
  box.pools.set('/Common/web', [one]);
  return one;
};

/** What was asked to be changed, while something runs: the last part of the path, and the body. */
async function changes(act: () => Promise<unknown>): Promise<string[]> {
  const before = box.requests.length;
  await act();
  const asked = box.requests.slice(before).filter(isChange);
  return asked.map(({ url, body }) => `${url.slice('/mgmt/tm/ltm/pool/'.length)} ${body}`);
}

describe('reading', () => {
  it('reads a member as it is', async () => {
    put(
      { ratio: 7, priorityGroup: 3, monitor: 'up', connections: 12, address: '10.9.9.9' },
      '/Common/web-01:80',
    );
    expect(await balancer.read('web')).toEqual([
      {
        name: 'web-01:80',
        address: '10.9.9.9:80',
        weight: 7,
        state: 'ready',
        health: 'up',
        connections: 12,
        aliases: ['10.9.9.9:80', '/Common/web-01:80', '/Common/10.9.9.9:80', 'web-01', '10.9.9.9'],
        extra: { priorityGroup: 3 },
      },
    ]);
  });

  test.each([
    ['up', 'up'],
    ['down', 'down'],
    ['unchecked', 'unchecked'],
    ['checking', 'unknown'],
  ] as const)('a monitor that says %s means %s', async (monitor, health) => {
    put({ monitor });
    expect(await balancer.read('web')).toMatchObject([{ state: 'ready', health }]);
  });

  it('tells why a member is down, that its node is disabled, and that the pair differs', async () => {
    box.unit.sync = 'Changes Pending';
    put({ monitor: 'down', nodeDisabled: true });
    expect(await balancer.read('web')).toMatchObject([
      {
        state: 'drain',
        health: 'down',
        detail:
          'its node 10.0.0.1 is disabled, Pool member 10.0.0.1 has been marked down by a monitor, config sync: Changes Pending',
      },
    ]);
  });

  it.each(['In Sync', 'Standalone'])('has nothing to tell of a pair that is %s', async (sync) => {
    box.unit.sync = sync;
    put();
    expect((await balancer.read('web'))[0]).not.toHaveProperty('detail');
  });

  it('reads without the state of the pair where the user may not see it', async () => {
    put();
    box.unit.instead = ({ url }) => (url.includes('sync') ? refused(403, 'not for you') : undefined);
    expect(await balancer.read('web')).toHaveLength(1);
  });

  it('reads a pool without members', async () => {
    box.pools.set('/Common/web', []);
    expect(await balancer.read('web')).toEqual([]);
  });

  it('goes on telling the connections of a drained member', async () => {
    put({ connections: 3, enabled: false });
    expect(await balancer.read('web')).toMatchObject([{ state: 'drain', connections: 3 }]);
  });

  it('never takes unknown connections for none', async () => {
    put();
    box.unit.instead = ({ url }) => (url.endsWith('/stats') ? json(200, { entries: {} }) : undefined);
    await expect(balancer.read('web')).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('gives no connections for 10.0.0.1:80 of lb1/Common/web'),
    });
  });

  it('says where an answer can not be read', async () => {
    put();
    box.unit.instead = ({ url }) =>
      url.endsWith('/members') ? json(200, { items: [{ name: '10.0.0.1:80', fullPath: 7 }] }) : undefined;
    await expect(balancer.read('web')).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('items.0.fullPath'),
    });
  });
});

describe('names', () => {
  test.each([
    ['web', '/Common/web'],
    ['Common/web', '/Common/web'],
    ['/Common/web', '/Common/web'],
    ['Sales/apps/web', '/Sales/apps/web'],
    ['/Sales/apps/web', '/Sales/apps/web'],
  ])('the pool %s is %s', async (name, path) => {
    box.pools.set(path, [member('/Common/10.0.0.1:80')]);
    expect(await changes(() => balancer.drain(name, '10.0.0.1:80'))).toEqual([
      `${path.replaceAll('/', '~')}/members/~Common~10.0.0.1:80 {"session":"user-disabled"}`,
    ]);
  });

  test.each(['', '/', 'a b', 'a~b', 'Common//web', 'a\nb', 'web/'])('%j is no pool', async (name) => {
    const before = box.requests.length;
    await expect(balancer.read(name)).rejects.toMatchObject({ kind: 'invalid' });
    await expect(balancer.drain(name, '10.0.0.1:80')).rejects.toMatchObject({ kind: 'invalid' });
    expect(box.requests.length).toBe(before);
  });

  test.each([
    [
      '/Common/10.0.0.1%1:80',
      ['10.0.0.1%1:80', '/Common/10.0.0.1%1:80', '10.0.0.1%1'],
      '~Common~10.0.0.1%251:80',
    ],
    [
      '/Common/2001:db8::1.80',
      ['2001:db8::1.80', '[2001:db8::1]:80', '2001:db8::1'],
      '~Common~2001:db8::1.80',
    ],
    ['/Sales/apps/web-1:0', ['web-1:0', '/Sales/apps/web-1:0', 'web-1'], '~Sales~apps~web-1:0'],
    ['/Common/a?b#c:80', ['a?b#c:80'], '~Common~a%3Fb%23c:80'],
  ])('%s goes by its names, and is written safely', async (path, names, url) => {
    for (const name of names) {
      put({}, path);
      expect(await changes(() => balancer.drain('web', name))).toEqual([
        `~Common~web/members/${url} {"session":"user-disabled"}`,
      ]);
    }
  });

  it('takes a node or an address without a port only where one member has it', async () => {
    const all = ['/Common/web-1:80', '/Common/web-1:443', '/Common/web-2:80'];
    box.pools.set(
      '/Common/web',
      all.map((path) => member(path)),
    );
    const aliases = (await balancer.read('web')).map((one) => one.aliases);
    expect(aliases.map((names) => names?.includes('web-1'))).toEqual([false, false, false]);
    expect(aliases[2]).toContain('web-2');
    expect(await changes(() => balancer.drain('web', 'web-2'))).toHaveLength(1);
    await expect(balancer.drain('web', 'web-1')).rejects.toMatchObject({
      kind: 'ambiguous',
      message: expect.stringContaining('/Common/web-1:80, /Common/web-1:443'),
    });
  });
});

describe('draining', () => {
  const both = { enabled: false, down: true };

  it('throws one switch only', async () => {
    put();
    expect(await changes(() => balancer.drain('web', '10.0.0.1'))).toEqual([
      expect.stringContaining('{"session":"user-disabled"}'),
    ]);
    put();
    expect(await changes(() => offline.drain('web', '10.0.0.1'))).toEqual([
      expect.stringContaining('{"state":"user-down"}'),
    ]);
    expect(await offline.read('web')).toMatchObject([{ state: 'drain', health: 'unknown' }]);
  });

  it('leaves alone what keeps new connections off already', async () => {
    const cases: readonly (readonly [Balancer, Partial<F5Member>])[] = [
      [balancer, both],
      [balancer, { down: true }],
      [balancer, { enabled: false }],
      [balancer, { nodeDisabled: true }],
      [offline, both],
      [offline, { enabled: false }],
      [offline, { nodeDisabled: true }],
    ];
    for (const [one, more] of cases) {
      put(more);
      expect(await changes(() => one.drain('web', '10.0.0.1'))).toEqual([]);
    }
  });

  it('tells what a person forced offline from its own drain', async () => {
    put(both);
    expect(await offline.read('web')).toMatchObject([{ state: 'maint' }]);
    expect(await balancer.read('web')).toMatchObject([{ state: 'maint' }]);
    put({ down: true });
    expect(await offline.read('web')).toMatchObject([{ state: 'drain' }]);
    expect(await balancer.read('web')).toMatchObject([{ state: 'maint' }]);
  });

  it('drains several members at once, each by a request of its own', async () => {
    const paths = Array.from({ length: 12 }, (_, i) => `/Common/10.0.0.${i}:80`);
    box.pools.set(
      '/Common/web',
      paths.map((path) => member(path, { ratio: 3 })),
    );
    const asked = await changes(() =>
      Promise.all(paths.slice(0, 8).map((path) => balancer.drain('web', path))),
    );
    expect(asked).toHaveLength(8);
    expect(box.pools.get('/Common/web')?.map(({ enabled }) => enabled)).toEqual([
      ...Array(8).fill(false),
      ...Array(4).fill(true),
    ]);
    expect(box.pools.get('/Common/web')?.every(({ ratio }) => ratio === 3)).toBe(true);
  });
});

describe('giving back', () => {
  it('writes everything in one request', async () => {
    put({ enabled: false, ratio: 9, priorityGroup: 1 });
    const saved = { weight: 5, state: 'ready', extra: { priorityGroup: 10 } } as const;
    expect(await changes(() => balancer.apply('web', '10.0.0.1:80', saved))).toEqual([
      '~Common~web/members/~Common~10.0.0.1:80 {"session":"user-enabled","state":"user-up","ratio":5,"priorityGroup":10}',
    ]);
    expect(await balancer.read('web')).toMatchObject([
      { weight: 5, state: 'ready', extra: { priorityGroup: 10 } },
    ]);
  });

  it('leaves the priority group where nothing was saved of it', async () => {
    const one = put({ enabled: false, priorityGroup: 4 });
    await balancer.apply('web', '10.0.0.1:80', { weight: 1, state: 'ready' });
    expect(one).toMatchObject({ enabled: true, priorityGroup: 4 });
  });

  it('leaves a state that is there in the form that it has', async () => {
    const forms: readonly (readonly [Balancer, Partial<F5Member>, 'drain' | 'maint'])[] = [
      [balancer, { down: true }, 'maint'],
      [offline, { enabled: false }, 'drain'],
      [offline, { down: true }, 'drain'],
      // By the node only: thrown too, the member's own switch would keep it out once the node is back.
      [balancer, { nodeDisabled: true }, 'drain'],
    ];
    for (const [one, more, state] of forms) {
      const now = put(more);
      await one.apply('web', '10.0.0.1', { weight: 2, state });
      expect(now).toEqual(member('/Common/10.0.0.1:80', { ...more, ratio: 2 }));
    }
  });

  it('opens a member whose node is disabled, and takes that for done', async () => {
    const one = put({ nodeDisabled: true, enabled: false });
    await balancer.apply('web', '10.0.0.1', { weight: 1, state: 'ready' });
    expect(one).toMatchObject({ enabled: true, down: false });
  });

  it('gives back a ratio that it has, though it would not take it from a person', async () => {
    const one = put({ ratio: 0, enabled: false });
    await expect(balancer.setWeight('web', '10.0.0.1', 0)).rejects.toMatchObject({ kind: 'invalid' });
    box.unit.instead = ({ method }) => {
      if (method === 'PATCH') one.enabled = true;
      return method === 'PATCH' ? json(200, {}) : undefined;
    };
    await balancer.apply('web', '10.0.0.1', { weight: 0, state: 'ready' });
    expect(one.ratio).toBe(0);
  });

  it("passes on the BIG-IP's own limit for ratios", async () => {
    box.unit.ratioMost = 100;
    put();
    await expect(balancer.setWeight('web', '10.0.0.1', 101)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('invalid property value "ratio":"101"'),
    });
  });

  it('takes no state that there is not', async () => {
    put();
    const saved = JSON.parse('{"weight":1,"state":"gone"}');
    await expect(balancer.apply('web', '10.0.0.1', saved)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

test.each([
  [400, 'invalid', false],
  [403, 'denied', false],
  [404, 'missing', false],
  [409, 'failed', true],
  [500, 'failed', true],
  [502, 'unreachable', true],
  [504, 'unreachable', true],
])('status %i to a change is %s', async (status, kind, retryable) => {
  put();
  box.unit.instead = ({ method }) =>
    method === 'PATCH' ? refused(status, '01070000:3: Why not.') : undefined;
  await expect(balancer.drain('web', '10.0.0.1')).rejects.toMatchObject({
    kind,
    retryable,
    message: expect.stringContaining('"01070000:3: Why not." (status'),
  });
});

test('mcpd denies in its own number, whatever the status', async () => {
  put();
  const message = '01070822:3: Access Denied: User (rollout) may not change this.';
  box.unit.instead = ({ method }) => (method === 'PATCH' ? refused(400, message) : undefined);
  await expect(balancer.drain('web', '10.0.0.1')).rejects.toMatchObject({ kind: 'denied' });
});

describe('a unit that is busy', () => {
  it.each([503, 429] as const)('is asked again after %i', async (status) => {
    put();
    box.unit.busy = { left: 3, status };
    await balancer.drain('web', '10.0.0.1');
    expect(box.unit.busy.left).toBe(0);
  });

  it('is given up after a few times, and may be asked again later', async () => {
    put();
    box.unit.busy = { left: 1000, status: 503 };
    await expect(balancer.read('web')).rejects.toMatchObject({
      kind: 'failed',
      retryable: true,
      message: expect.stringContaining('active asynchronous task'),
    });
    expect(box.unit.busy.left).toBeGreaterThan(980);
  });

  it('is not waited for where it wants a long time', async () => {
    put();
    box.unit.instead = () => ({ status: 429, headers: { 'retry-after': '120' }, body: '' });
    await expect(balancer.read('web')).rejects.toMatchObject({ kind: 'failed', retryable: true });
  });
});
