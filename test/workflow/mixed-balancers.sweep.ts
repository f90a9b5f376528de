import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Balancer } from '../../src/balancer/balancer.ts';
import { connectUnix } from '../../src/balancer/haproxy/connect.ts';
import { createHaproxy } from '../../src/balancer/haproxy/haproxy.ts';
import { createLvs } from '../../src/balancer/lvs/lvs.ts';
import { createNamed } from '../../src/balancer/named.ts';
import type { Host, Pool } from '../../src/model/cluster.ts';
import { Failure } from '../../src/model/failure.ts';
import { isFinal } from '../../src/model/rollout.ts';
import { balancerAt, ecsServer, freshWorld } from '../balancer/aliyun-slb/world.ts';
import { type AliyunDouble, startAliyun } from '../doubles/aliyun/aliyun.ts';
import { loadBalancer } from '../doubles/aliyun/world.ts';
import { type RuntimeDouble, startRuntimeDouble } from '../doubles/haproxy-runtime.ts';
import { type DirectorDouble, startDirectorDouble } from '../doubles/ipvsadm/director.ts';
import { openStageOn, type Stage } from './stage.ts';
import { keepTemplate } from './template.ts';

/**
 * Each host is behind three load balancers: in two vserver groups of an SLB, on ports 80 and 443, in HAProxy, and in
 * LVS with a forwarding method and thresholds of its own. The adapters are the real ones, over strict stand-ins.
 */
const names = ['a', 'b', 'c'] as const;
const weights = { a: 100, b: 50, c: 1 } as const;
const service = ['-t', '192.168.100.11:80'];

const pool = (id: string): Pool => {
  const slash = id.indexOf('/');
  return { id, provider: id.slice(0, slash), name: id.slice(slash + 1) };
};
const pools = ['ali/web-lb/http', 'ali/web-lb/https', 'ha/web', 'lvs/tcp:192.168.100.11:80'].map(pool);
const memberOf = (name: string, { provider }: Pool): string => {
  const n = names.indexOf(name as (typeof names)[number]) + 1;
  if (provider === 'ali') return `web-0${n}`;
  return provider === 'ha' ? name : `10.0.0.${n}:80`;
};
const hosts: Host[] = names.map((name) => ({
  name,
  address: '127.0.0.1',
  members: pools.map((each) => ({ pool: each, member: memberOf(name, each) })),
}));

interface Peers {
  readonly ali: AliyunDouble;
  readonly ha: RuntimeDouble;
  readonly lvs: DirectorDouble;
}
let peers: Peers;
const providers = ['ali', 'ha', 'lvs'] as const;
type Provider = (typeof providers)[number];
const ops = ['read', 'drain', 'apply'] as const;
type Op = (typeof ops)[number];

interface Fault {
  readonly provider: Provider;
  readonly op: Op;
  readonly took: 'nothing' | 'effect';
}
let fault: Fault | undefined;

beforeAll(async () => {
  const servers = names.map((name) => ({
    name,
    weight: weights[name],
    configured: weights[name],
    admin: 0,
    sessions: 0,
  }));
  peers = {
    ali: await startAliyun(aliyunWorld()),
    ha: await startRuntimeDouble(new Map([['web', servers]])),
    lvs: await startDirectorDouble(),
  };
  peers.lvs.ipvsadm('-A', ...service, '-s', 'wlc');
  for (const [i, name] of names.entries()) {
    const words = ['-r', `10.0.0.${i + 1}:80`, '-i', '-w', `${weights[name]}`, '-x', '90', '-y', '30'];
    peers.lvs.ipvsadm('-a', ...service, ...words);
  }
});
afterAll(() => Promise.all(Object.values(peers ?? {}).map((each) => each.stop())));
beforeEach(() => {
  fault = undefined;
});

function aliyunWorld() {
  const group = (id: string, name: string, port: number) => ({
    ...{ id, name },
    servers: names.map((each, i) => ecsServer(i + 1, weights[each], port)),
  });
  const groups = [group('rsp-http', 'http', 80), group('rsp-https', 'https', 443)];
  const listeners = [
    { port: 80, protocol: 'tcp' as const, group: 'rsp-http', checks: true },
    { port: 443, protocol: 'tcp' as const, group: 'rsp-https', checks: true },
  ];
  return { ...freshWorld(), loadBalancers: [loadBalancer('lb-web', 'web-lb', { groups, listeners })] };
}

function balancers(): ReadonlyMap<string, Balancer> {
  const may = { demandMayChange: () => undefined };
  const made: Record<Provider, Balancer> = {
    ali: balancerAt(peers.ali.url),
    ha: createHaproxy({ target: 'ha', timeoutMs: 20_000, connect: connectUnix(peers.ha.path) }),
    lvs: createLvs({
      target: 'lvs',
      directors: [{ name: 'lvs-1', shell: peers.lvs.shell }],
      sudo: false,
      drainBy: 'weight',
      timeoutMs: 20_000,
      ...may,
    }),
  };
  return new Map(
    providers.map((provider) => {
      const of = pools.filter((each) => each.provider === provider);
      const known = new Map(of.map((each) => [each.name, names.map((name) => memberOf(name, each))]));
      return [provider, createNamed(failing(provider, made[provider]), provider, known)];
    }),
  );
}

/** The balancer, whose next call of the wished kind fails for good: before it does anything, or after it. */
function failing(provider: Provider, balancer: Balancer): Balancer {
  const through =
    <A extends unknown[], R>(op: Op, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (fault?.provider !== provider || fault.op !== op) return call(...args);
      const { took } = fault;
      fault = undefined;
      if (took === 'effect') await call(...args);
      throw new Failure('failed', provider, `${provider} fails at ${op}`);
    };
  return {
    ...balancer,
    read: through('read', balancer.read),
    drain: through('drain', balancer.drain),
    apply: through('apply', balancer.apply),
  };
}

const open = (): Promise<Stage> =>
  openStageOn(keepTemplate, {
    strategy: {
      minInService: { count: 2 },
      connections: { withinMs: 50, onTimeout: 'proceed' },
      poolHealthWithinMs: 10_000,
    },
    before(world) {
      const made = balancers();
      const balancerOf = (provider: string): Balancer => {
        const found = made.get(provider);
        if (!found) throw new Error(`there is no balancer ${provider}`);
        return found;
      };
      Object.assign(world, { balancerOf, cluster: { ...world.cluster, pools, hosts } });
    },
  });

/** What each peer really has: weights, and what a change could have lost. */
function really(): unknown {
  return {
    ali: peers.ali.world.loadBalancers[0]?.groups.map(({ servers }) => servers),
    ha: peers.ha.backends.get('web')?.map(({ name, weight, admin }) => ({ name, weight, admin })),
    lvs: peers.lvs.kernel.services.map(({ dests }) => dests),
  };
}

it('a host in two SLB groups, HAProxy and LVS is drained everywhere, and everything is exact afterwards', async () => {
  const before = JSON.stringify(really());
  const stage = await open();
  try {
    const seen: string[] = [];
    stage.deployer.hosts.onRun = () => void seen.push(JSON.stringify(really()));
    const id = await stage.deploy('deploy web v2');
    const { state } = await stage.until(id, (each) => each.state === 'waiting' || isFinal(each.state));
    expect(state, await stage.story(id)).toBe('succeeded');
    expect(seen).toHaveLength(3);
    for (const each of seen) expect(each).not.toBe(before);
    expect(JSON.stringify(really())).toBe(before);
    expect(await stage.store.custody.all()).toEqual([]);
  } finally {
    await stage.close();
  }
});

const faults: readonly Fault[] = providers.flatMap((provider) =>
  ops.flatMap((op) => (['nothing', 'effect'] as const).map((took) => ({ provider, op, took }))),
);

describe('each of them failing at each call', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await open();
  });
  afterAll(() => stage?.close());

  it.each(faults)(
    '$provider at $op, having done $took: it asks, and everything is exact after a retry',
    async (each) => {
      const before = JSON.stringify(really());
      const { rollout: id = '' } = await stage.say('deploy web v3 --hosts b');
      fault = each;
      // Where the look before the approval meets it nothing has begun, and the click can be made again.
      const { code } = await stage.say(`approve ${id}`);
      if (code !== 'ok') expect((await stage.say(`approve ${id}`)).code).toBe('ok');
      const stands = await stage.until(id, ({ state }) => state === 'waiting' || isFinal(state));
      if (stands.state === 'waiting') await stage.say(`retry ${id}`);
      const { state } = await stage.ended(id);
      // Where nothing was changed yet, the rollout is dropped with the reason.
      expect(['succeeded', 'dropped'], await stage.story(id)).toContain(state);
      expect(JSON.stringify(really())).toBe(before);
      expect(await stage.store.custody.all()).toEqual([]);
      expect(await stage.tools.lock.holder('web')).toBeUndefined();
    },
  );
});
