import { setTimeout as pause } from 'node:timers/promises';
import { connectUnix } from '../../../src/balancer/haproxy/connect.ts';
import { createHaproxy } from '../../../src/balancer/haproxy/haproxy.ts';
import type { Saved } from '../../../src/model/member.ts';
import { type BalancerWorld, balancerConformance, type Pool } from '../../conformance/balancer.ts';
import { noFaults, type RuntimeDouble, startRuntimeDouble } from '../../doubles/haproxy-runtime.ts';
import type { DoubleServer } from '../../doubles/haproxy-runtime-answers.ts';
import { members } from '../members.ts';

const bits = { ready: 0, drain: 0x08, maint: 0x01 };

balancerConformance("HAProxy's documented runtime API", {
  members,
  can: ['history', 'beforeWrite', 'slow', 'silent', 'readOnly', 'cutAnswers', 'ineffective', 'twice'],
  runs: 50,
  start: async () =>
    worldOf(
      await startRuntimeDouble(
        new Map([
          ['web', fresh()],
          ['other', fresh()],
        ]),
      ),
    ),
});

const fresh = (): DoubleServer[] =>
  members.map((member) => ({ ...member, configured: member.weight, admin: 0, sessions: 0 }));

function worldOf(double: RuntimeDouble): BalancerWorld {
  const { faults, backends } = double;
  const connect = connectUnix(double.path);
  const look = (): Pool =>
    Object.fromEntries((backends.get('web') ?? []).map((one) => [one.name, savedIn(one)]));
  let history: Pool[] = [];
  return {
    balancer: createHaproxy({ target: 'lb1', timeoutMs: 20_000, connect }),
    pool: 'web',
    look: async () => look(),
    change: async (name, { weight, state }) => {
      for (const one of backends.get('web') ?? []) {
        if (one.name === name) Object.assign(one, { weight, admin: bits[state] });
      }
    },
    hooks: {
      history: async () => [...history, look()],
      beforeWrite: (act) => {
        let done = false;
        faults.before = async (line) => {
          if (done || !line.startsWith('set ')) return;
          done = true;
          await act();
        };
      },
      slow: () => {
        faults.before = () => pause(30);
      },
      silent: async () => {
        faults.before = () => new Promise(() => undefined);
        return createHaproxy({ target: 'lb1', timeoutMs: 50, connect });
      },
      readOnly: () => {
        faults.level = 'user';
      },
      cutAnswers: () => {
        faults.cutAfter = 300;
      },
      ineffective: () => {
        faults.ineffective = true;
      },
      twice: (name) => {
        faults.twice = name;
      },
    },
    heal: async () => {
      Object.assign(faults, noFaults());
      backends.get('web')?.splice(0, Number.POSITIVE_INFINITY, ...fresh());
      history = [];
      faults.before = () => void history.push(look());
    },
    stop: () => double.stop(),
  };
}

function savedIn({ weight, admin }: DoubleServer): Saved {
  if (admin & bits.maint) return { weight, state: 'maint' };
  return { weight, state: admin & bits.drain ? 'drain' : 'ready' };
}
