import { type Aliyun, type AliyunOptions, createAliyun } from '../../transport/aliyun/client.ts';
import { createDeadline } from '../../transport/aliyun/deadline.ts';
import { createGate, type Gate } from '../../transport/gate.ts';
import type { Instances } from './instances.ts';
import type { Listener } from './listeners.ts';
import { createMemory, type Memory } from './memory.ts';
import type { Place } from './place.ts';
import type { Session } from './session.ts';

export interface SlbOptions extends AliyunOptions {
  /** For reading, and again for a change from when it is its turn. */
  readonly timeoutMs: number;
  /** Only the health that listeners of this protocol see counts. */
  readonly listenerProtocol?: string;
}

/** The load balancers of one account in one region. */
export interface Account {
  readonly target: string;
  readonly listenerProtocol?: string;
  readonly aliyun: Aliyun;
  /** From now on there is so much time. */
  begin(where: string): Session;
  /** Changes of one load balancer, one at a time: SLB refuses a second one while one is under way. */
  inTurn<T>(loadBalancer: string, change: () => Promise<T>): Promise<T>;
  /** For reading, which is repeated while something is waited for. A change looks all up anew. */
  readonly places: Memory<Place>;
  readonly listeners: Memory<readonly Listener[]>;
  readonly instances: Memory<Instances>;
}

const keptMs = 10_000;

export function createAccount(options: SlbOptions): Account {
  const { target, timeoutMs, listenerProtocol } = options;
  const aliyun = createAliyun(options);
  const turns = new Map<string, Gate>();
  return {
    target,
    ...(listenerProtocol && { listenerProtocol }),
    aliyun,
    begin: (where) => ({ aliyun, deadline: createDeadline(timeoutMs), where }),
    inTurn(loadBalancer, change) {
      const gate = turns.get(loadBalancer) ?? createGate(1);
      turns.set(loadBalancer, gate);
      return gate(change);
    },
    places: createMemory(keptMs),
    listeners: createMemory(keptMs),
    instances: createMemory(keptMs),
  };
}
