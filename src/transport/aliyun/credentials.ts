import type { AliyunCredentials } from '../../model/aliyun.ts';
import type { Keys } from './key.ts';
import { createRoleKeys } from './role.ts';

/** @param target what messages call the account: `ali` */
export function createKeys(credentials: AliyunCredentials, target: string): Keys {
  if (credentials.kind === 'role') return createRoleKeys(credentials, target);
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  return {
    get: async () => ({
      accessKeyId: accessKeyId.reveal(),
      accessKeySecret: accessKeySecret.reveal(),
      ...(securityToken && { securityToken: securityToken.reveal() }),
    }),
    renew: () => false,
  };
}
