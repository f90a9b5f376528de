import { z } from 'zod';
import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';
import { joinName, pathText } from '../names.ts';
import type { Entry, Path } from '../unit.ts';
import type { Soap } from './client.ts';
import { list, number, only } from './decode.ts';
import type { Dialect, Step } from './dialect.ts';
import { array, type Encoded, long, single, string, struct, word } from './encode.ts';
import { torn } from './pool.ts';
import {
  type AddressPort,
  addressPort,
  connectionsIn,
  enabledState,
  isSame,
  settingsOf,
  statistics,
} from './words.ts';

const service = 'LocalLB/PoolMember';

/**
 * BIG-IP 9 and 10 (iControl SOAP reference, LocalLB::PoolMember): a member is an address and a port, pools have plain
 * names, and each answer says of which member it speaks.
 */
export const poolMemberDialect = (soap: Soap): Dialect => ({
  async entries(pool, where) {
    const pool_names = pools(pool, where);
    const each = <T extends z.core.$ZodLooseShape>(method: string, shape: T) =>
      soap.get(
        { service, method, fields: { pool_names }, where },
        only(list(z.object({ member: addressPort, ...shape }))),
      );
    const [ratios, priorities, sessions, monitors, counted] = await Promise.all([
      each('get_ratio', { ratio: number }),
      each('get_priority', { priority: number }),
      each('get_session_status', { session_status: z.string() }),
      each('get_monitor_status', { monitor_status: z.string() }),
      soap.get({ service, method: 'get_all_statistics', fields: { pool_names }, where }, only(counts)),
    ]);
    return ratios.map(({ member, ratio }) => {
      const of = <T extends { member: AddressPort }>(all: readonly T[]) =>
        all.find((one) => isSame(one.member, member));
      const [priority, session, monitor, figures] = [
        of(priorities),
        of(sessions),
        of(monitors),
        of(counted.statistics),
      ];
      const connections = figures && connectionsIn(figures.statistics);
      if (!priority || !session || !monitor || connections === undefined) throw torn(soap, where);
      const settings = settingsOf(session.session_status, monitor.monitor_status);
      return { ...placeOf(member), ratio, priorityGroup: priority.priority, connections, ...settings };
    });
  },
  set: (pool, entry, step, where) => {
    const { method, field, type, key, value } = setting(step);
    const item = struct(type, { member: memberOf(entry), [key]: value });
    return soap.set({
      service,
      method,
      fields: { pool_names: pools(pool, where), [field]: single(`i:${type}`, item) },
      where,
    });
  },
});

const counts = z.object({ statistics: list(z.object({ member: addressPort, statistics })) });

/** There were no folders then, and which partition a plain name is in depends on the session's: Common, unless changed. */
function pools(pool: Path, where: string): Encoded {
  const [partition, name] = pool;
  if (partition === 'Common' && name !== undefined && pool.length === 2)
    return array('y:string', [string(name)]);
  throw new Failure(
    'invalid',
    where,
    kept`${pathText(pool)} is not in partition Common, where BIG-IP 9 and 10 are used.`,
  );
}

function placeOf({ address, port }: AddressPort) {
  const node = address.replace(/^\/Common\//, '');
  return { path: ['Common', joinName(node, String(port))], node, port: String(port), address: node };
}

const memberOf = ({ node, port }: Entry): Encoded =>
  struct('Common.IPPortDefinition', { address: string(node), port: long(Number(port)) });

interface Setting {
  readonly method: string;
  readonly field: string;
  readonly type: string;
  readonly key: string;
  readonly value: Encoded;
}

function setting(step: Step): Setting {
  const value = 'to' in step ? long(step.to) : word('Common.EnabledState', enabledState(step.on));
  return { ...settings[step.set], value };
}

const settings: Readonly<Record<Step['set'], Omit<Setting, 'value'>>> = {
  ratio: { method: 'set_ratio', field: 'ratios', type: 'LocalLB.PoolMember.MemberRatio', key: 'ratio' },
  priority: {
    method: 'set_priority',
    field: 'priorities',
    type: 'LocalLB.PoolMember.MemberPriority',
    key: 'priority',
  },
  session: {
    method: 'set_session_enabled_state',
    field: 'session_states',
    type: 'LocalLB.PoolMember.MemberSessionState',
    key: 'session_state',
  },
  monitor: {
    method: 'set_monitor_state',
    field: 'monitor_states',
    type: 'LocalLB.PoolMember.MemberMonitorState',
    key: 'monitor_state',
  },
};
