import { setTimeout as pause } from 'node:timers/promises';
import { createNamed } from '../../../src/balancer/named.ts';
import {
  type BalancerSetup,
  type BalancerWorld,
  type Pool,
  weightShape,
} from '../../conformance/balancer.ts';
import type { AliyunDouble } from '../../doubles/aliyun/aliyun.ts';
import { Refusal } from '../../doubles/aliyun/refusal.ts';
import type { DoubleServer } from '../../doubles/aliyun/world.ts';
import { balancerAt, ecsServer, reset, startWorld } from './world.ts';

interface Group {
  readonly pool: string;
  readonly members: BalancerSetup['members'];
  readonly samePeer?: readonly [string, string];
  servers(double: AliyunDouble): DoubleServer[];
}

/** The suite over one group of the double's load balancer, whose members the config calls by their instances' names. */
export const setupOf = (group: Group): BalancerSetup => ({
  shape: weightShape(100),
  members: group.members,
  ...(group.samePeer && { samePeer: group.samePeer }),
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
  runs: 25,
  start: async () => worldOf(await startWorld(), group),
});

function worldOf(double: AliyunDouble, group: Group): BalancerWorld {
  const names = new Map([[group.pool, group.members.map(({ name }) => name)]]);
  const named = (timeoutMs?: number) =>
    createNamed(balancerAt(double.url, timeoutMs === undefined ? {} : { timeoutMs }), 'ali', names);
  const look = (): Pool =>
    Object.fromEntries(
      group
        .servers(double)
        .map(({ id, port, weight }) => [nameOf(double, id, port), { weight, state: 'ready' as const }]),
    );
  let history: Pool[] = [];
  return {
    balancer: named(),
    pool: group.pool,
    look: async () => look(),
    change: async (member, { weight }) => {
      for (const server of group.servers(double))
        if (nameOf(double, server.id, server.port) === member) server.weight = weight;
    },
    hooks: {
      ...hooksOf(double, group),
      history: async () => [...history, look()],
      silent: async () => {
        double.faults.before = () => new Promise(() => undefined);
        return named(150);
      },
    },
    heal: async () => {
      reset(double);
      history = [];
      double.faults.before = (action) => {
        if (action.startsWith('Set')) history.push(look());
      };
    },
    stop: () => double.stop(),
  };
}

const nameOf = ({ world }: AliyunDouble, id: string, port: number | undefined): string => {
  const name = world.instances.find((instance) => instance.id === id)?.name ?? id;
  return port === undefined ? name : `${name}:${port}`;
};

function hooksOf(double: AliyunDouble, group: Group): Omit<BalancerWorld['hooks'], 'history' | 'silent'> {
  const { world, faults } = double;
  return {
    beforeWrite: (act) => {
      let done = false;
      faults.before = async (action) => {
        if (done || !action.startsWith('Set')) return;
        done = true;
        await act();
      };
    },
    slow: () => {
      faults.before = () => pause(30);
    },
    unreachable: async () => {
      faults.away = true;
    },
    readOnly: () => {
      for (const action of ['SetBackendServers', 'SetVServerGroupAttribute'])
        faults.forbidden.add(`slb:${action}`);
    },
    cutAnswers: () => {
      faults.cutAfter = 20;
    },
    ineffective: () => {
      faults.ineffective = true;
    },
    throttled: () => {
      faults.next.push(
        new Refusal(400, 'Throttling.User', 'Request was denied due to user flow control.'),
        new Refusal(409, 'BackendServer.configuring', 'A previous configuration is pending.'),
        new Refusal(400, 'Throttling', 'Request was denied due to request throttling.'),
      );
    },
    unauthorised: () => {
      for (const key of world.keys) key.active = false;
    },
    twice: (member) => {
      const [name = ''] = member.split(':');
      const servers = group.servers(double);
      const twin = servers.find(({ id, port }) => nameOf(double, id, port) === member);
      world.instances.push({ id: 'i-web09', name, ip: '10.0.0.9', status: 'Running' });
      servers.push(ecsServer(9, twin?.weight ?? 0, twin?.port));
    },
  };
}
