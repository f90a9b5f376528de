import type { AliyunCredentials } from '../aliyun.ts';

/** The classic load balancers (SLB, also called CLB) of one account in one region of Aliyun. */
export type AliyunSlbProvider = {
  readonly kind: 'aliyun-slb';
  readonly id: string;
  /** For reading, and again for a change from when it is its turn. */
  readonly timeoutMs: number;
  readonly region: string;
  /** Another address of the API; `{service}` in it stands for `slb` or `ecs`. */
  readonly endpoint?: string;
  readonly credentials: AliyunCredentials;
  /** Only the health that listeners of this protocol see counts. */
  readonly listenerProtocol?: 'tcp' | 'udp' | 'http' | 'https';
};
