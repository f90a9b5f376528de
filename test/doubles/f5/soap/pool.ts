import type { Inside } from '../rest.ts';
import { type F5Member, nodePath, portOf } from '../state.ts';
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

const addressPort = (member: F5Member): Returned => ({
  address: nodePath(member.path),
  port: portOf(member.path),
});

/** The pools that are named, in that order. */
function poolsOf({ pools, unit }: Inside, { fields }: Request): readonly (readonly F5Member[])[] {
  return itemsOf(fields.get('pool_names'), 'string').map((name) => {
    const path = textOf(name, 'string').replace(/^(?!\/)/, '/Common/');
    const members = pools.get(path);
    if (!members)
      throw new Fault(
        'OperationFailed',
        0x01020036,
        `01020036:3: The requested Pool (${path}) was not found.`,
      );
    return members.flatMap((one) => (one.path === unit.twice ? [one, one] : [one]));
  });
}

/** The members that are named, by pool. */
function membersOf(box: Inside, request: Request): readonly (readonly F5Member[])[] {
  const lists = itemsOf(request.fields.get('members'), 'Common.AddressPort[]');
  return poolsOf(box, request).map((pool, i) =>
    itemsOf(lists[i], 'Common.AddressPort').map((one) => {
      const address = textOf(fieldOf(one, 'Common.AddressPort', 'address'), 'string');
      const port = textOf(fieldOf(one, 'Common.AddressPort', 'port'), 'long');
      const found = pool.find(({ path }) => nodePath(path) === address && String(portOf(path)) === port);
      const text = `01020036:3: The requested Pool Member (${address} ${port}) was not found.`;
      if (!found) throw new Fault('OperationFailed', 0x01020036, text);
      return found;
    }),
  );
}

/** A list for each pool, of one thing about each of its named members. */
const about =
  (show: (member: F5Member) => Returned): Method =>
  (box, request) => {
    demandFields(request, 'pool_names', 'members');
    return membersOf(box, request).map((members) => members.map(show));
  };

const setting =
  (
    field: string,
    type: string,
    read: (value: Argument | undefined, box: Inside) => Partial<F5Member>,
  ): Method =>
  (box, request) => {
    demandFields(request, 'pool_names', 'members', field);
    const values = itemsOf(request.fields.get(field), `${type}[]`).map((list) => itemsOf(list, type));
    membersOf(box, request).forEach((members, i) => {
      members.forEach((one, k) => {
        assign(box, one, read(values[i]?.[k], box));
      });
    });
    return undefined;
  };

/** LocalLB::Pool of BIG-IP 11, as far as it is about members. */
export const pool: Methods = {
  'LocalLB/Pool.get_member_v2': (box, request) => {
    demandFields(request, 'pool_names');
    return poolsOf(box, request).map((members) => members.map(addressPort));
  },
  'LocalLB/Pool.get_member_address': about(({ address }) => address),
  'LocalLB/Pool.get_member_ratio': about(({ ratio }) => ratio),
  'LocalLB/Pool.get_member_priority': about(({ priorityGroup }) => priorityGroup),
  'LocalLB/Pool.get_member_session_status': about(sessionStatus),
  'LocalLB/Pool.get_member_monitor_status': about(monitorStatus),
  'LocalLB/Pool.get_all_member_statistics': (box, request) => {
    demandFields(request, 'pool_names');
    return poolsOf(box, request).map((members) => ({
      statistics: members.map((one) => ({ member: addressPort(one), statistics: statisticsOf(one) })),
      time_stamp: 0,
    }));
  },
  'LocalLB/Pool.set_member_ratio': setting('ratios', 'long', (value, box) => ({
    ratio: ratioIn(value, box),
  })),
  'LocalLB/Pool.set_member_priority': setting('priorities', 'long', (value) => ({
    priorityGroup: Number(textOf(value, 'long')),
  })),
  'LocalLB/Pool.set_member_session_enabled_state': setting(
    'session_states',
    'Common.EnabledState',
    (value) => ({
      enabled: enabledIn(value),
    }),
  ),
  'LocalLB/Pool.set_member_monitor_state': setting('monitor_states', 'Common.EnabledState', (value) => ({
    down: !enabledIn(value),
  })),
};
