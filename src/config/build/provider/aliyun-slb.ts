import type { AliyunCredentials } from '../../../model/aliyun.ts';
import type { AliyunSlbProvider } from '../../../model/provider/aliyun-slb.ts';
import { Secret } from '../../../model/secret.ts';
import type { AliyunSlbInput } from '../../schema/provider/aliyun-slb.ts';
import { given } from '../given.ts';

/** The same on every instance ("Instance metadata"). */
const metadataUrl = 'http://100.100.100.200';

export const aliyunSlb = (id: string, input: AliyunSlbInput): AliyunSlbProvider => ({
  kind: 'aliyun-slb',
  id,
  timeoutMs: input.timeout,
  region: input.region,
  ...given({ endpoint: input.endpoint?.replace(/\/$/, ''), listenerProtocol: input.listenerProtocol }),
  credentials: credentials(input),
});

/** Validation has seen to it that there is either a role or a whole key. */
function credentials(input: AliyunSlbInput): AliyunCredentials {
  const { ramRole, accessKeyId = new Secret(''), accessKeySecret = new Secret(''), securityToken } = input;
  if (ramRole !== undefined) return { kind: 'role', role: ramRole, metadataUrl };
  return { kind: 'key', accessKeyId, accessKeySecret, ...given({ securityToken }) };
}
