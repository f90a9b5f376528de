import { createAliyunSlb } from '../../../src/balancer/aliyun-slb/aliyun-slb.ts';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import type { AliyunCredentials } from '../../../src/model/aliyun.ts';
import { Secret } from '../../../src/model/secret.ts';
import { type AliyunDouble, noFaults, startAliyun } from '../../doubles/aliyun/aliyun.ts';
import { freshMetadata } from '../../doubles/aliyun/metadata.ts';
import { type DoubleServer, loadBalancer, type World } from '../../doubles/aliyun/world.ts';

export const region = 'cn-hangzhou';
export const key = { id: 'LTAI-test', secret: 'hunter2-secret' };

const credentials: AliyunCredentials = {
  kind: 'key',
  accessKeyId: new Secret(key.id),
  accessKeySecret: new Secret(key.secret),
};

export interface BalancerParts {
  readonly credentials?: AliyunCredentials;
  readonly timeoutMs?: number;
  readonly listenerProtocol?: string;
  readonly region?: string;
  readonly demandMayChange?: (target: string) => void;
}

export const balancerAt = (url: string, parts: BalancerParts = {}): Balancer =>
  createAliyunSlb({
    target: 'ali',
    region,
    endpoint: url,
    credentials,
    timeoutMs: 30_000,
    demandMayChange: () => undefined,
    ...parts,
  });

export const ecsServer = (n: number, weight: number, port?: number): DoubleServer => ({
  id: `i-web0${n}`,
  ip: `10.0.0.${n}`,
  type: 'ecs',
  weight,
  ...(port !== undefined && { port }),
});

/** One load balancer with members in its default group and in two vserver groups, and others beside it with like names. */
export const freshWorld = (): World => ({
  region,
  keys: [{ ...key, active: true }],
  instances: [1, 2, 3, 4, 5, 6].map((n) => ({
    id: `i-web0${n}`,
    name: `web-0${n}`,
    ip: `10.0.0.${n}`,
    status: 'Running',
  })),
  loadBalancers: [
    loadBalancer('lb-web', 'web-lb', {
      servers: [100, 50, 10, 1, 99, 33].map((weight, i) => ecsServer(i + 1, weight)),
      groups: [
        {
          id: 'rsp-app',
          name: 'app',
          servers: [
            ecsServer(1, 100, 8080),
            ecsServer(1, 50, 8443),
            ecsServer(2, 10, 8080),
            ecsServer(3, 1, 8080),
            ecsServer(4, 99, 8080),
            ecsServer(5, 33, 8080),
          ],
        },
        { id: 'rsp-other', name: 'other', servers: [ecsServer(1, 70, 8080), ecsServer(2, 71, 8080)] },
      ],
      listeners: [
        { port: 80, protocol: 'http', group: 'rsp-app', checks: true },
        { port: 81, protocol: 'tcp', group: 'rsp-other', checks: true },
        { port: 82, protocol: 'tcp', backendPort: 9000, checks: true },
      ],
    }),
    loadBalancer('lb-web2', 'web-lb-2'),
  ],
});

/** Everything as it was started. */
export function reset({ world, faults, metadata, requests, refusals }: AliyunDouble): void {
  const fresh = freshWorld();
  world.keys.splice(0, Number.POSITIVE_INFINITY, ...fresh.keys);
  world.instances.splice(0, Number.POSITIVE_INFINITY, ...fresh.instances);
  world.loadBalancers.splice(0, Number.POSITIVE_INFINITY, ...fresh.loadBalancers);
  Object.assign(faults, noFaults());
  Object.assign(metadata, freshMetadata());
  requests.splice(0);
  refusals.splice(0);
}

export const startWorld = (): Promise<AliyunDouble> => startAliyun(freshWorld());
