import type { Key, Keys } from './key.ts';
import { fetchRoleKey, type Role, type RoleKey } from './metadata.ts';

/** A key is replaced so long before it ends; the metadata service has the next one by then. */
const earlyMs = 5 * 60_000;

/** Keys of the instance's RAM role, each kept until shortly before its end. */
export function createRoleKeys(role: Role, target: string): Keys {
  let kept: RoleKey | undefined;
  let fetching: Promise<RoleKey> | undefined;
  const fetchOnce = (): Promise<RoleKey> => {
    fetching ??= fetchRoleKey(role, target).finally(() => {
      fetching = undefined;
    });
    return fetching;
  };
  return {
    async get() {
      if (!kept || leftMs(kept) < earlyMs) kept = await fetchOnce().catch((error) => stillGood(kept, error));
      return keyOf(kept);
    },
    renew() {
      kept = undefined;
      return true;
    },
  };
}

/** A metadata service that is away for a moment stops nobody whose key is good for longer. */
function stillGood(kept: RoleKey | undefined, error: unknown): RoleKey {
  if (kept && leftMs(kept) > 0) return kept;
  throw error;
}

const leftMs = ({ Expiration }: RoleKey): number => Date.parse(Expiration) - Date.now();

const keyOf = ({ AccessKeyId, AccessKeySecret, SecurityToken }: RoleKey): Key => ({
  accessKeyId: AccessKeyId,
  accessKeySecret: AccessKeySecret,
  securityToken: SecurityToken,
});
