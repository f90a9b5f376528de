import type { UcloudUlbProvider } from '../../../model/provider/ucloud-ulb.ts';
import type { UcloudUlbInput } from '../../schema/provider/ucloud-ulb.ts';

export const ucloudUlb = (
  id: string,
  { region, projectId, publicKey, privateKey, endpoint, timeout }: UcloudUlbInput,
): UcloudUlbProvider => ({
  kind: 'ucloud-ulb',
  id,
  endpoint,
  region,
  projectId,
  publicKey,
  privateKey,
  timeoutMs: timeout,
});
