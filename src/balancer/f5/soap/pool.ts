import { z } from 'zod';
import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';
import { joinName, pathText } from '../names.ts';
import type { Entry, Path } from '../unit.ts';
import type { Call, Soap } from './client.ts';
import { list, number, only } from './decode.ts';
import type { Dialect, Step } from './dialect.ts';
import { array, type Encoded, long, single, string, struct, word } from './encode.ts';
import {
  type AddressPort,
  addressPort,
  connectionsIn,
  enabledState,
  isSame,
  settingsOf,
  statistics,
} from './words.ts';

const service = 'LocalLB/Pool';

/**
 * BIG-IP 11 and later (iControl SOAP reference, LocalLB::Pool): a member is its node's full path and a port, and what
 * is asked about members comes in the order in which they were named.
 */
export const poolDialect = (soap: Soap): Dialect => ({
  async entries(pool, where) {
    const members = await soap.get(asking('get_member_v2', pool, where), only(list(addressPort)));
    return members.length === 0 ? [] : about(soap, pool, members, where);
  },
  set: (pool, entry, step, where) => {
    const { method, field, type, value } = setting(step);
    const fields = { ...naming(pool, [keyOf(entry)]), [field]: single(type, value) };
    return soap.set({ service, method, fields, where });
  },
});

async function about(
  soap: Soap,
  pool: Path,
  members: readonly AddressPort[],
  where: string,
): Promise<readonly Entry[]> {
  const each = <T extends z.ZodType>(method: string, form: T) =>
    soap.get({ service, method, fields: naming(pool, members), where }, only(list(form)));
  const [addresses, ratios, priorities, sessions, monitors, counted] = await Promise.all([
    each('get_member_address', z.string()),
    each('get_member_ratio', number),
    each('get_member_priority', number),
    each('get_member_session_status', z.string()),
    each('get_member_monitor_status', z.string()),
    soap.get(asking('get_all_member_statistics', pool, where), only(counts)),
  ]);
  return members.map((member, i) => {
    const figures = counted.statistics.find((one) => isSame(one.member, member));
    const connections = figures && connectionsIn(figures.statistics);
    const [ratio, priorityGroup, session, monitor] = [ratios[i], priorities[i], sessions[i], monitors[i]];
    // A member may have come or gone between the calls.
    if (
      ratio === undefined ||
      priorityGroup === undefined ||
      connections === undefined ||
      !session ||
      !monitor
    )
      throw torn(soap, where);
    return {
      ...placeOf(member, addresses[i]),
      ratio,
      priorityGroup,
      connections,
      ...settingsOf(session, monitor),
    };
  });
}

const counts = z.object({ statistics: list(z.object({ member: addressPort, statistics })) });

export const torn = ({ unit }: Soap, where: string): Failure =>
  new Failure(
    'failed',
    where,
    kept`${unit} does not say everything of the members of ${where}: the pool may just have changed.`,
    {
      retryable: true,
    },
  );

function placeOf({ address: nodePath, port }: AddressPort, address: string | undefined) {
  const path = nodePath.replace(/^\//, '').split('/');
  const node = path.at(-1) ?? '';
  const name = joinName(node, String(port));
  return {
    path: [...path.slice(0, -1), name],
    node,
    port: String(port),
    ...(address !== undefined && { address }),
  };
}

const keyOf = ({ path, node, port }: Entry): AddressPort => ({
  address: pathText([...path.slice(0, -1), node]),
  port: Number(port),
});

const pools = (pool: Path): Encoded => array('y:string', [string(pathText(pool))]);
const asking = (method: string, pool: Path, where: string): Call => ({
  service,
  method,
  fields: { pool_names: pools(pool) },
  where,
});

const type = 'i:Common.AddressPort';
const naming = (pool: Path, members: readonly AddressPort[]): Readonly<Record<string, Encoded>> => ({
  pool_names: pools(pool),
  members: array(`${type}[]`, [
    array(
      type,
      members.map(({ address, port }) =>
        struct('Common.AddressPort', { address: string(address), port: long(port) }),
      ),
    ),
  ]),
});

interface Setting {
  readonly method: string;
  readonly field: string;
  readonly type: string;
  readonly value: Encoded;
}

function setting(step: Step): Setting {
  if ('to' in step) {
    const field = step.set === 'ratio' ? 'ratios' : 'priorities';
    return { method: `set_member_${step.set}`, field, type: 'y:long', value: long(step.to) };
  }
  return {
    method: step.set === 'session' ? 'set_member_session_enabled_state' : 'set_member_monitor_state',
    field: `${step.set}_states`,
    type: 'i:Common.EnabledState',
    value: word('Common.EnabledState', enabledState(step.on)),
  };
}
