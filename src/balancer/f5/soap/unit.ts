import { z } from 'zod';
import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';
import type { LoginOptions } from '../http/login.ts';
import { nameOf, pathText } from '../names.ts';
import type { Unit } from '../unit.ts';
import { createSoap, type Soap } from './client.ts';
import { type Dialect, stepsOf } from './dialect.ts';
import { poolDialect } from './pool.ts';
import { poolMemberDialect } from './pool-member.ts';

/** One unit by iControl SOAP, in the way of its version. */
export function createSoapUnit(options: LoginOptions): Unit {
  const { target } = options;
  const soap = createSoap(options);
  let version: Promise<number> | undefined;
  const generation = (): Promise<number> => {
    version ??= versionOf(soap, target).catch((error) => {
      version = undefined;
      throw error;
    });
    return version;
  };
  const dialect = async (): Promise<Dialect> =>
    (await generation()) >= 11 ? poolDialect(soap) : poolMemberDialect(soap);
  return {
    name: soap.unit,
    failover: async () => (await soap.get(failover(target), z.string())).replace('FAILOVER_STATE_', ''),
    // Before 11 there is no word for it that two versions would share.
    outOfSync: async () => ((await generation()) >= 11 ? outOfSync(soap, target) : undefined),
    entries: async (pool) => (await dialect()).entries(pool, `${target}${pathText(pool)}`),
    async change(pool, entry, change) {
      const { set } = await dialect();
      for (const step of stepsOf(change))
        await set(pool, entry, step, `${target}${pathText(pool)} ${nameOf(entry)}`);
    },
    close: soap.close,
  };
}

/** `FAILOVER_STATE_ACTIVE` or `FAILOVER_STATE_STANDBY`; a unit that stands alone is active. */
const failover = (where: string) => ({ service: 'System/Failover', method: 'get_failover_state', where });

/** `BIG-IP_v11.6.0` */
async function versionOf(soap: Soap, target: string): Promise<number> {
  const text = await soap.get(
    { service: 'System/SystemInfo', method: 'get_version', where: target },
    z.string(),
  );
  const major = Number(/^BIG-IP_v(\d+)\./.exec(text)?.[1]);
  if (major > 0) return major;
  throw new Failure(
    'failed',
    target,
    kept`${soap.unit} of ${target} says its version as "${text}": that is no BIG-IP.`,
  );
}

const alike = ['In Sync', 'Standalone']; // not shown
const overview = z.object({ status: z.string() });

/** Worth telling, and no reason to fail where the user may not see it, or the method is not there. */
async function outOfSync(soap: Soap, target: string): Promise<string | undefined> {
  const call = { service: 'Management/DeviceGroup', method: 'get_sync_status_overview', where: target };
  try {
    const { status } = await soap.get(call, overview);
    return alike.includes(status) ? undefined : status;
  } catch (error) {
    if (error instanceof Failure && !error.retryable) return undefined;
    throw error;
  }
}
