import type { Secret } from '../secret.ts';

/** The load balancers of one UCloud project in one region, and the API keys with which they are reached. */
export type UcloudUlbProvider = {
  readonly kind: 'ucloud-ulb';
  readonly id: string;
  /** Where the API is: `https://api.ucloud.cn`. */
  readonly endpoint: string;
  readonly region: string;
  readonly projectId: string;
  readonly publicKey: Secret;
  readonly privateKey: Secret;
  readonly timeoutMs: number;
};
