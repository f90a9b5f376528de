import type { Member } from '../../model/member.ts';
import type { F5DrainBy } from '../../model/provider/f5.ts';
import { kept } from '../../text/say.ts';
import { joinName, nameOf } from './names.ts';
import { stateOf } from './settings.ts';
import type { Entry } from './unit.ts';

/**
 * One entry as a member; its weight is its ratio.
 * @param outOfSync the pair's configurations differ, in the BIG-IP's words
 */
export function memberOf(
  entry: Entry,
  aliases: readonly string[],
  drainBy: F5DrainBy,
  outOfSync: string | undefined,
): Member {
  const detail = details(entry, outOfSync).join(', ');
  return {
    name: nameOf(entry),
    ...(entry.address !== undefined && { address: joinName(entry.address, entry.port) }),
    weight: entry.ratio,
    state: stateOf(entry, drainBy),
    health: entry.health,
    connections: entry.connections,
    ...(detail !== '' && { detail }),
    aliases,
    extra: { priorityGroup: entry.priorityGroup },
  };
}

const details = (entry: Entry, outOfSync: string | undefined): readonly string[] =>
  [
    entry.nodeDisabled && kept`its node ${entry.node} is disabled`,
    entry.reason,
    outOfSync !== undefined && kept`config sync: ${outOfSync}`,
  ].filter((part) => typeof part === 'string');
