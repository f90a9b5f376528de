import { setTimeout as pause } from 'node:timers/promises';
import { createNginxPlus } from '../../../src/balancer/nginx/plus/plus.ts';
import type { Saved } from '../../../src/model/member.ts';
import { type BalancerWorld, balancerConformance, type Pool } from '../../conformance/balancer.ts';
import { type NginxPlus, noPlusFaults, startNginxPlus } from '../../doubles/nginx-plus/nginx-plus.ts';
import { type PlusPeer, plusPeer } from '../../doubles/nginx-plus/peers.ts';

const members = [
  { name: '10.0.0.1:80', weight: 100 },
  { name: '10.0.0.1:8080', weight: 50 },
  { name: '10.0.0.2:80', weight: 10 },
  { name: '10.0.0.3:80', weight: 1 },
  { name: '10.0.0.4:80', weight: 256 },
];

balancerConformance('NGINX Plus by its API', {
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
    'unauthorised',
    'twice',
  ],
  runs: 50,
  start: async () => worldOf(await startNginxPlus(new Map())),
});

const fresh = (): PlusPeer[] => members.map(({ name, weight }, id) => plusPeer(id, name, { weight }));

function worldOf(plus: NginxPlus): BalancerWorld {
  const { faults, upstreams } = plus;
  const balancer = (timeoutMs: number) =>
    createNginxPlus({ target: 'lb1', url: plus.url, timeoutMs, demandMayChange: () => undefined });
  const peers = (): PlusPeer[] => {
    const web = upstreams.get('web');
    return web === undefined || web === 'static' ? [] : web;
  };
  const look = (): Pool => Object.fromEntries(peers().map((peer) => [peer.server, savedIn(peer)]));
  let history: Pool[] = [];
  let closed = false;
  const usual = balancer(20_000);
  return {
    balancer: usual,
    pool: 'web',
    look: async () => look(),
    change: async (name, { weight, state }) => {
      const peer = peers().find(({ server }) => server === name);
      if (peer) Object.assign(peer, { weight, down: state === 'maint', drain: state === 'drain' });
    },
    hooks: {
      history: async () => [...history, look()],
      beforeWrite: (act) => {
        let done = false;
        faults.before = async (method) => {
          if (done || method === 'GET') return;
          done = true;
          await act();
        };
      },
      slow: () => {
        faults.before = () => pause(30);
      },
      silent: async () => {
        faults.before = () => new Promise(() => undefined);
        return balancer(50);
      },
      unreachable: async () => {
        closed = true;
        await plus.close();
      },
      readOnly: () => {
        faults.readOnly = true;
      },
      cutAnswers: () => {
        faults.cutAfter = 20;
      },
      ineffective: () => {
        faults.ineffective = true;
      },
      unauthorised: () => {
        faults.barred = 401;
      },
      twice: (name) => {
        const twins = peers().filter(({ server }) => server === name);
        upstreams.set('web', [...peers(), ...twins.map((twin) => ({ ...twin, id: 99 }))]);
      },
    },
    heal: async () => {
      if (closed) await plus.listen();
      closed = false;
      Object.assign(faults, noPlusFaults());
      upstreams.set('web', fresh());
      history = [];
      faults.before = () => void history.push(look());
    },
    stop: async () => {
      await usual.close();
      await plus.close();
    },
  };
}

function savedIn({ weight, down, drain }: PlusPeer): Saved {
  if (down) return { weight, state: 'maint' };
  return { weight, state: drain ? 'drain' : 'ready' };
}
