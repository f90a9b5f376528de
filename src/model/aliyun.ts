import type { Secret } from './secret.ts';

/** What requests to Aliyun are signed with. */
export type AliyunCredentials =
  | {
      readonly kind: 'key';
      readonly accessKeyId: Secret;
      readonly accessKeySecret: Secret;
      /** Where the key is a temporary one of STS. */
      readonly securityToken?: Secret;
    }
  | {
      /** The RAM role of the ECS instance that the bot runs on. */
      readonly kind: 'role';
      readonly role: string;
      /** Where the instance's metadata service is. */
      readonly metadataUrl: string;
    };
