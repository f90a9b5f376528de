import { z } from 'zod';
import type { Health } from '../../../model/member.ts';
import { splitName } from '../names.ts';
import type { Change, Entry } from '../unit.ts';
import type { Stats } from './stats.ts';

const whole = z.number().int().nonnegative();

/**
 * `GET /mgmt/tm/ltm/pool/NAME/members` (iControl REST, "APIRef_tm_ltm_pool_members"); a pool without members has no
 * `items`.
 */
const member = z.object({
  name: z.string().min(1),
  fullPath: z.string().startsWith('/'),
  address: z.string().optional(),
  ratio: whole,
  priorityGroup: whole,
  session: z.string(),
  state: z.string(),
});
export const memberList = z.object({ items: z.array(member).default([]) });
export type RestMember = z.output<typeof member>;

export const pathOf = ({ fullPath }: RestMember): readonly string[] => fullPath.slice(1).split('/');

/**
 * `session` reads `monitor-enabled`, `user-enabled` or `user-disabled`, and with a disabled node `addr-disabled`;
 * `state` reads `up`, `down`, `checking`, `unchecked`, or `user-down` when it was forced offline.
 */
export function entryOf(one: RestMember, stats: Stats): Entry {
  const { node, port } = splitName(one.name);
  return {
    path: pathOf(one),
    node,
    port,
    ...(one.address !== undefined && { address: one.address }),
    ratio: one.ratio,
    priorityGroup: one.priorityGroup,
    enabled: one.session !== 'user-disabled',
    forcedDown: one.state === 'user-down',
    nodeDisabled: stats.nodeDisabled || one.session === 'addr-disabled',
    health: healths.get(one.state) ?? 'unknown',
    connections: stats.connections,
    ...(stats.reason !== undefined && { reason: stats.reason }),
  };
}

const healths: ReadonlyMap<string, Health> = new Map([
  ['up', 'up'],
  ['user-up', 'up'],
  ['fqdn-up', 'up'],
  ['down', 'down'],
  ['fqdn-down', 'down'],
  ['addr-down', 'down'],
  ['unchecked', 'unchecked'],
]);

/** The words to write are not the ones to read. */
export const patchOf = ({ enabled, forcedDown, ratio, priorityGroup }: Change) => ({
  ...(enabled !== undefined && { session: enabled ? 'user-enabled' : 'user-disabled' }),
  ...(forcedDown !== undefined && { state: forcedDown ? 'user-down' : 'user-up' }),
  ...(ratio !== undefined && { ratio }),
  ...(priorityGroup !== undefined && { priorityGroup }),
});
