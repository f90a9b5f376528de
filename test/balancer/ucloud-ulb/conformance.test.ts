import { setTimeout as pause } from 'node:timers/promises';
import type { Saved } from '../../../src/model/member.ts';
import {
  type BalancerHooks,
  type BalancerShape,
  type BalancerWorld,
  balancerConformance,
  type Pool,
} from '../../conformance/balancer.ts';
import { noUcloudFaults, startUcloudDouble, type UcloudDouble } from '../../doubles/ucloud/ucloud.ts';
import { backend, type DoubleBackend, ulb, vserver } from '../../doubles/ucloud/ulb.ts';
import { balancerAt } from './world.ts';

const members = [
  { name: 'web-01:80', weight: 100 },
  { name: 'web-02:80', weight: 50 },
  { name: 'web-03:80', weight: 10 },
  { name: 'web-04:80', weight: 1 },
  { name: 'web-05:80', weight: 33 },
  { name: 'web-05:81', weight: 34 },
];

const shape: BalancerShape = {
  states: ['ready', 'drain'],
  weights: { least: 1, most: 100 },
  drained: ({ weight }) => ({ weight, state: 'drain' }),
  knowsConfigured: false,
};

balancerConformance('UCloud ULB', {
  shape,
  members,
  samePeer: ['web-05:80', 'web-05:81'],
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
  runs: 30,
  start: async () => worldOf(await startUcloudDouble(fresh())),
});

/** The pool in question, between others that have the same backends. */
function fresh() {
  const backends = () =>
    members.map(({ name, weight }, i) => {
      const [host = '', port] = name.split(':');
      const n = Number(host.slice(-1));
      return backend(n, { BackendId: `backend-${i}`, Port: Number(port), Weight: weight });
    });
  const elsewhere = backends().map((each) => ({ ...each, BackendId: `${each.BackendId}-other` }));
  return [
    ulb(1, 'shop', [vserver(1, 'https', elsewhere), vserver(2, 'http', backends())]),
    ulb(2, 'other', null),
  ];
}

function worldOf(double: UcloudDouble): BalancerWorld {
  const { faults, ulbs } = double;
  const backends = (): DoubleBackend[] => ulbs[0]?.VServerSet?.[1]?.BackendSet ?? [];
  const look = (): Pool => Object.fromEntries(backends().map((each) => [nameOf(each), savedIn(each)]));
  const history: Pool[] = [];
  const balancer = balancerAt(double);
  return {
    balancer,
    pool: 'shop/http',
    look: async () => look(),
    change: async (name, { weight, state }) => {
      for (const each of backends())
        if (nameOf(each) === name)
          Object.assign(each, { Weight: weight, Enabled: state === 'ready' ? 1 : 0 });
    },
    hooks: { ...hooksOf(double, backends), history: async () => [...history, look()] },
    heal: async () => {
      Object.assign(faults, noUcloudFaults());
      ulbs.splice(0, Number.POSITIVE_INFINITY, ...fresh());
      history.length = 0;
      faults.before = () => void history.push(look());
    },
    stop: async () => {
      await balancer.close();
      await double.stop();
    },
  };
}

const nameOf = ({ ResourceName, Port }: DoubleBackend): string => `${ResourceName}:${Port}`;
const savedIn = ({ Weight = 0, Enabled }: DoubleBackend): Saved => ({
  weight: Weight,
  state: Enabled === 1 ? 'ready' : 'drain',
});

function hooksOf(double: UcloudDouble, backends: () => DoubleBackend[]): Omit<BalancerHooks, 'history'> {
  const { faults } = double;
  return {
    beforeWrite: (act) => {
      let done = false;
      faults.before = async (action) => {
        if (done || !action.startsWith('Update')) return;
        done = true;
        await act();
      };
    },
    slow: () => {
      faults.before = () => pause(30).then(() => undefined);
    },
    silent: async () => {
      faults.before = () => new Promise(() => undefined);
      return balancerAt(double, { timeoutMs: 50 });
    },
    unreachable: async () => {
      faults.hangUp = true;
    },
    readOnly: () => {
      faults.refuse = { what: 'changes', code: 299, message: 'IAM permission denied' };
    },
    cutAnswers: () => {
      faults.cutAfter = 20;
    },
    ineffective: () => {
      faults.ineffective = true;
    },
    throttled: () => {
      faults.throttle = 3;
    },
    unauthorised: () => {
      faults.refuse = { what: 'all', code: 171, message: 'Signature VerifyAC Error' };
    },
    twice: (name) => {
      for (const each of backends().filter((one) => nameOf(one) === name))
        backends().push({ ...each, BackendId: 'backend-9', PrivateIP: '10.9.9.9', ResourceId: 'uhost-9' });
    },
  };
}
