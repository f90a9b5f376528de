import { setTimeout as pause } from 'node:timers/promises';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { createF5 } from '../../../src/balancer/f5/f5.ts';
import type { Saved } from '../../../src/model/member.ts';
import type { F5Provider } from '../../../src/model/provider/f5.ts';
import { Secret } from '../../../src/model/secret.ts';
import type { BalancerHooks, BalancerSetup, BalancerWorld, Pool } from '../../conformance/balancer.ts';
import { type F5Box, type F5Request, freshUnit, startF5Box, user } from '../../doubles/f5/box.ts';
import { type F5Member, type F5Pools, member } from '../../doubles/f5/state.ts';

/** Every way to write a member; the first two are one server on two ports. */
export const members = [
  { name: '10.0.0.1:80', weight: 100 },
  { name: '10.0.0.1:8080', weight: 50 },
  { name: '10.0.0.3%1:80', weight: 10 },
  { name: '2001:db8::4.80', weight: 1 },
  { name: '2001:db8::5%2.443', weight: 256 },
  { name: '10.0.0.6:0', weight: 33 },
];

export const freshPools = (): F5Pools => {
  const fresh = () => members.map(({ name, weight }) => member(`/Common/${name}`, { ratio: weight }));
  return new Map([
    ['/Common/web', fresh()],
    ['/Common/other', fresh()],
  ]);
};

/** A provider for the boxes, whose certificates are pinned. */
export const providerFor = (boxes: readonly F5Box[], more: Partial<F5Provider> = {}): F5Provider => ({
  kind: 'f5',
  id: 'lb1',
  timeoutMs: 20_000,
  units: boxes.map(({ port }) => ({ host: '127.0.0.1', port })),
  user,
  password: new Secret('hunter2'),
  api: { by: 'rest', login: { by: 'token', loginProvider: 'tmos' } },
  trust: {
    by: 'fingerprint',
    sha256: boxes.map(({ fingerprint }) => fingerprint.replaceAll(':', '')),
  },
  drainBy: 'disable',
  ...more,
});

export const mayChange = { demandMayChange: () => undefined };

export const f5 = (boxes: readonly F5Box[], more: Partial<F5Provider> = {}): Balancer =>
  createF5(providerFor(boxes, more), mayChange);

/** What the suite runs against: one unit, or a pair whose first one stands by. */
export const f5Setup = (
  more: Partial<F5Provider>,
  { version = '17.1.1', units = 1 }: { readonly version?: string; readonly units?: 1 | 2 } = {},
): BalancerSetup => ({
  shape: {
    states: ['ready', 'drain', 'maint'],
    weights: { least: 1, most: 65_535 },
    drained: ({ weight }) => ({ weight, state: 'drain' }),
    knowsConfigured: false,
  },
  members,
  samePeer: ['10.0.0.1:80', '10.0.0.1:8080'],
  can: [
    'history',
    'beforeWrite',
    'slow',
    'silent',
    'unreachable',
    'readOnly',
    'cutAnswers',
    'ineffective',
    'throttled',
    'unauthorised',
    'twice',
  ],
  // SOAP asks for each thing by itself.
  runs: more.api?.by === 'soap' ? 5 : 10,
  start: () => startWorld(more, version, units),
});

async function startWorld(more: Partial<F5Provider>, version: string, units: 1 | 2): Promise<BalancerWorld> {
  const boxes = await Promise.all(Array.from({ length: units }, () => startF5Box(freshPools())));
  const active = boxes.at(-1);
  if (!active) throw new Error('there is no box');
  const drainBy = more.drainBy ?? 'disable';
  const look = (): Pool => lookAt(active, drainBy);
  const silent: Balancer[] = [];
  const peer: Peer = { boxes, active, history: [] };
  const balancer = f5(boxes, more);
  return {
    balancer,
    pool: 'web',
    look: async () => look(),
    change: async (name, saved) => {
      for (const one of active.pools.get('/Common/web') ?? [])
        if (one.path === `/Common/${name}`)
          Object.assign(one, { ratio: saved.weight, ...switches(saved.state, drainBy) });
    },
    hooks: {
      ...hooksOf(peer, look),
      silent: async () => {
        for (const { unit } of boxes) unit.before = () => new Promise(() => undefined);
        const impatient = f5(boxes, { ...more, timeoutMs: 100 });
        silent.push(impatient);
        return impatient;
      },
    },
    heal: async () => {
      await Promise.all(silent.splice(0).map((one) => one.close()));
      await heal(peer, version, look);
    },
    stop: async () => {
      await Promise.all([balancer, ...silent].map((one) => one.close()));
      await Promise.all(boxes.map((box) => box.stop()));
    },
  };
}

interface Peer {
  readonly boxes: readonly F5Box[];
  readonly active: F5Box;
  history: Pool[];
}

/** A change of a member, by either API. */
export const isChange = ({ method, body }: F5Request): boolean => method === 'PATCH' || /<m:set_/.test(body);

function hooksOf(peer: Peer, look: () => Pool): Omit<BalancerHooks, 'silent'> {
  const each = (act: (box: F5Box) => void): void => peer.boxes.forEach(act);
  return {
    history: async () => [...peer.history, look()],
    beforeWrite: (act) => {
      let done = false;
      peer.active.unit.before = async (request) => {
        if (done || !isChange(request)) return;
        done = true;
        await act();
      };
    },
    slow: () =>
      each(({ unit }) => {
        unit.before = () => pause(20);
      }),
    unreachable: async () => void (await Promise.all(peer.boxes.map((box) => box.unplug()))),
    readOnly: () =>
      each(({ unit }) => {
        unit.role = 'guest';
      }),
    cutAnswers: () =>
      each(({ unit }) => {
        unit.cutAfter = 40;
      }),
    ineffective: () =>
      each(({ unit }) => {
        unit.ineffective = true;
      }),
    throttled: () =>
      each(({ unit }) => {
        unit.busy = { left: 3, status: 503 };
      }),
    unauthorised: () =>
      each(({ unit, tokens }) => {
        unit.password = 'another';
        tokens.clear();
      }),
    twice: (name) =>
      each(({ unit }) => {
        unit.twice = `/Common/${name}`;
      }),
  };
}

/** As they were started; each request that then comes leaves a picture of the pool, just before it. */
async function heal(peer: Peer, version: string, look: () => Pool): Promise<void> {
  for (const box of peer.boxes) {
    await box.plug();
    Object.assign(box.unit, freshUnit(), { version, failover: box === peer.active ? 'ACTIVE' : 'STANDBY' });
    for (const [name, list] of freshPools()) box.pools.set(name, list);
  }
  peer.history = [];
  peer.active.unit.before = () => void peer.history.push(look());
}

const lookAt = ({ pools }: F5Box, drainBy: F5Provider['drainBy']): Pool =>
  Object.fromEntries(
    (pools.get('/Common/web') ?? []).map((one) => [one.path.slice('/Common/'.length), savedIn(one, drainBy)]),
  );

/** What the two switches mean, written once more and otherwise than where it is tested. */
function savedIn({ ratio: weight, enabled, down }: F5Member, drainBy: F5Provider['drainBy']): Saved {
  const word = `${enabled ? 'on' : 'off'} ${down ? 'down' : 'up'}`;
  const states: Readonly<Record<string, Saved['state']>> = {
    'on up': 'ready',
    'off up': 'drain',
    'on down': drainBy === 'offline' ? 'drain' : 'maint',
    'off down': 'maint',
  };
  return { weight, state: states[word] ?? 'ready' };
}

const switches = (
  state: Saved['state'],
  drainBy: F5Provider['drainBy'],
): Pick<F5Member, 'enabled' | 'down'> => ({
  enabled: state === 'ready' || (state === 'drain' && drainBy === 'offline'),
  down: state === 'maint' || (state === 'drain' && drainBy === 'offline'),
});
