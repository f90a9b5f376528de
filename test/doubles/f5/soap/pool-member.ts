import type { Inside } from '../rest.ts';
import { type F5Member, portOf } from '../state.ts';
import { Fault, type Returned } from './answer.ts';
import type { Argument, Request } from './envelope.ts';
import {
  assign,
  demandFields,
  enabledIn,
  fieldOf,
  itemsOf,
  monitorStatus,
  ratioIn,
  sessionStatus,
  statisticsOf,
  textOf,
} from './reading.ts';
import type { Method, Methods } from './soap.ts';

const ipPort = ({ address, path }: F5Member): Returned => ({ address, port: portOf(path) });

/** Plain names, in partition Common. */
function poolsOf({ pools, unit }: Inside, { fields }: Request): readonly (readonly F5Member[])[] {
  return itemsOf(fields.get('pool_names'), 'string').map((argument) => {
    const name = textOf(argument, 'string');
    const members = name.includes('/') ? undefined : pools.get(`/Common/${name}`);
    if (!members)
      throw new Fault(
        'OperationFailed',
        0x01020036,
        `01020036:3: The requested pool (${name}) was not found.`,
      );
    return members.flatMap((one) => (one.path === unit.twice ? [one, one] : [one]));
  });
}

const about =
  (name: string, show: (member: F5Member) => Returned): Method =>
  (box, request) => {
    demandFields(request, 'pool_names');
    return poolsOf(box, request).map((members) =>
      members.map((one) => ({ member: ipPort(one), [name]: show(one) })),
    );
  };

const setting =
  (
    field: string,
    type: string,
    key: string,
    read: (value: Argument | undefined, box: Inside) => Partial<F5Member>,
  ): Method =>
  (box, request) => {
    demandFields(request, 'pool_names', field);
    const lists = itemsOf(request.fields.get(field), `${type}[]`);
    poolsOf(box, request).forEach((members, i) => {
      for (const item of itemsOf(lists[i], type))
        assign(box, named(members, fieldOf(item, type, 'member')), read(fieldOf(item, type, key), box));
    });
    return undefined;
  };

function named(members: readonly F5Member[], argument: Argument | undefined): F5Member {
  const address = textOf(fieldOf(argument, 'Common.IPPortDefinition', 'address'), 'string');
  const port = textOf(fieldOf(argument, 'Common.IPPortDefinition', 'port'), 'long');
  const found = members.find((one) => one.address === address && String(portOf(one.path)) === port);
  if (found) return found;
  throw new Fault(
    'OperationFailed',
    0x01020036,
    `01020036:3: The requested pool member (${address} ${port}) was not found.`,
  );
}

const type = (name: string): string => `LocalLB.PoolMember.${name}`;

/** LocalLB::PoolMember of BIG-IP 9 and 10. */
export const poolMember: Methods = {
  'LocalLB/PoolMember.get_ratio': about('ratio', ({ ratio }) => ratio),
  'LocalLB/PoolMember.get_priority': about('priority', ({ priorityGroup }) => priorityGroup),
  'LocalLB/PoolMember.get_session_status': about('session_status', sessionStatus),
  'LocalLB/PoolMember.get_monitor_status': about('monitor_status', monitorStatus),
  'LocalLB/PoolMember.get_all_statistics': (box, request) => {
    demandFields(request, 'pool_names');
    return poolsOf(box, request).map((members) => ({
      statistics: members.map((one) => ({ member: ipPort(one), statistics: statisticsOf(one) })),
      time_stamp: 0,
    }));
  },
  'LocalLB/PoolMember.set_ratio': setting('ratios', type('MemberRatio'), 'ratio', (value, box) => ({
    ratio: ratioIn(value, box),
  })),
  'LocalLB/PoolMember.set_priority': setting('priorities', type('MemberPriority'), 'priority', (value) => ({
    priorityGroup: Number(textOf(value, 'long')),
  })),
  'LocalLB/PoolMember.set_session_enabled_state': setting(
    'session_states',
    type('MemberSessionState'),
    'session_state',
    (value) => ({ enabled: enabledIn(value) }),
  ),
  'LocalLB/PoolMember.set_monitor_state': setting(
    'monitor_states',
    type('MemberMonitorState'),
    'monitor_state',
    (value) => ({ down: !enabledIn(value) }),
  ),
};
