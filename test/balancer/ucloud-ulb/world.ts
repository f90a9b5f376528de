import { createUcloudUlb } from '../../../src/balancer/ucloud-ulb/ucloud-ulb.ts';
import { Secret } from '../../../src/model/secret.ts';
import type { UcloudDouble } from '../../doubles/ucloud/ucloud.ts';

/** What the tests change of a balancer that otherwise fits the double. */
interface Changed {
  readonly endpoint?: string;
  readonly region?: string;
  readonly projectId?: string;
  readonly publicKey?: Secret;
  readonly privateKey?: Secret;
  readonly timeoutMs?: number;
  readonly demandMayChange?: (target: string) => void;
}

export const balancerAt = ({ endpoint, account }: UcloudDouble, changed: Changed = {}) =>
  createUcloudUlb({
    target: 'ulb1',
    endpoint,
    region: account.region,
    projectId: account.projectId,
    publicKey: new Secret(account.publicKey),
    privateKey: new Secret(account.privateKey),
    timeoutMs: 20_000,
    demandMayChange: () => undefined,
    ...changed,
  });
