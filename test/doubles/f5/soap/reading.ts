import type { Inside } from '../rest.ts';
import type { F5Member } from '../state.ts';
import { Fault, type Returned } from './answer.ts';
import { type Argument, BadRequest, demand, type Request } from './envelope.ts';

/** The items of an argument that is a list of this type. */
export function itemsOf(argument: Argument | undefined, itemType: string): readonly Argument[] {
  demand(argument !== undefined && 'items' in argument, `a list of ${itemType} is needed`);
  demand(argument.itemType === itemType, `a list of ${argument.itemType} is none of ${itemType}`);
  return argument.items;
}

export function textOf(argument: Argument | undefined, type: string): string {
  demand(argument !== undefined && 'text' in argument && argument.type === type, `a ${type} is needed`);
  return argument.text;
}

export function fieldOf(argument: Argument | undefined, type: string, name: string): Argument | undefined {
  demand(argument !== undefined && 'fields' in argument && argument.type === type, `a ${type} is needed`);
  return argument.fields.get(name);
}

/** Exactly these arguments, and no other. */
export function demandFields({ fields }: Request, ...names: readonly string[]): void {
  demand(
    [...fields.keys()].sort().join() === [...names].sort().join(),
    `the arguments are ${names.join(', ')}`,
  );
}

export function enabledIn(argument: Argument | undefined): boolean {
  const text = textOf(argument, 'Common.EnabledState');
  if (text === 'STATE_ENABLED') return true;
  if (text === 'STATE_DISABLED') return false;
  throw new BadRequest(`${text} is no Common.EnabledState`);
}

export function ratioIn(argument: Argument | undefined, { unit }: Inside): number {
  const ratio = Number(textOf(argument, 'long'));
  if (Number.isInteger(ratio) && ratio >= 1 && ratio <= unit.ratioMost) return ratio;
  throw new Fault('InvalidArgument', 0x01070734, `01070734:3: ${ratio} is no ratio.`);
}

/** Changes a member, where the user may and the unit does. */
export function assign({ unit }: Inside, member: F5Member, change: Partial<F5Member>): void {
  if (unit.role === 'guest')
    throw new Fault(
      'AccessDenied',
      0x01070822,
      '01070822:3: Access Denied: User (rollout) may not change this.',
    );
  if (!unit.ineffective) Object.assign(member, change);
}

export const sessionStatus = ({ enabled, nodeDisabled }: F5Member): string => {
  if (!enabled) return 'SESSION_STATUS_FORCED_DISABLED';
  return nodeDisabled ? 'SESSION_STATUS_ADDRESS_DISABLED' : 'SESSION_STATUS_ENABLED';
};

export const monitorStatus = ({ down, monitor }: F5Member): string =>
  `MONITOR_STATUS_${down ? 'FORCED_DOWN' : monitor.toUpperCase()}`;

/** 64 bits in two signed halves. */
export const statisticsOf = ({ connections }: F5Member): Returned => [
  { type: 'STATISTIC_SERVER_SIDE_BYTES_IN', value: { high: 0, low: -1 }, time_stamp: 0 },
  {
    type: 'STATISTIC_SERVER_SIDE_CURRENT_CONNECTIONS',
    value: { high: Math.floor(connections / 2 ** 32) | 0, low: connections | 0 },
    time_stamp: 0,
  },
];
