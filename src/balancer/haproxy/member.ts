import type { Health, Member } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import {
  hasAgent,
  isChecked,
  isConfiguredMaint,
  isInherited,
  isUnresolved,
  type Server,
  stateOf,
} from './servers.ts';
import type { Stat } from './stats.ts';

/** `srv_op_state`: 0 stopped, 1 starting (slow start), 2 running, 3 stopping (answers its check with 404). */
const starting = 1;
const running = 2;

/**
 * One server as a member. The weight is the operators' own (`srv_uweight`), never the effective one, which slow start
 * and agents change.
 * @param stat absent where the statistics don't list the server; its connections are unknown then
 */
export function memberOf(server: Server, stat: Stat | undefined): Member {
  const detail = details(server, stat).join(', ');
  return {
    name: server.srv_name,
    ...(server.srv_addr !== '-' && { address: addressOf(server) }),
    weight: server.srv_uweight,
    state: stateOf(server),
    health: healthOf(server, stat),
    ...(stat && { connections: stat.scur }),
    ...(detail !== '' && { detail }),
  };
}

function addressOf(server: Server): string {
  const address = server.srv_addr.includes(':') ? `[${server.srv_addr}]` : server.srv_addr;
  return server.srv_port === undefined ? address : `${address}:${server.srv_port}`;
}

/** In maint the checks are paused, so nobody knows. A server that tracks another one is checked by way of that one. */
function healthOf(server: Server, stat: Stat | undefined): Health {
  if (isUnresolved(server)) return 'down';
  if (stateOf(server) === 'maint') return 'unknown';
  if (server.srv_op_state !== starting && server.srv_op_state !== running) return 'down';
  return isChecked(server) || (stat !== undefined && stat.tracked !== '') ? 'up' : 'unchecked';
}

function details(server: Server, stat: Stat | undefined): readonly string[] {
  return [
    isInherited(server) && kept`${stateOf(server)} because the tracked server ${stat?.tracked ?? ''} is`,
    isConfiguredMaint(server) && kept`maint by configuration`,
    isUnresolved(server) && kept`its name does not resolve`,
    stat?.bck === '1' && 'backup',
    // "UP 1/3", "DOWN 1/2", "NOLB": on its way, or soft-stopping
    /^(UP|DOWN) \d|^NOLB/.test(stat?.status ?? '') && stat?.status,
    checkDetail(stat),
    hasAgent(server) && words('agent:', words(stat?.agent_status, stat?.agent_desc) || kept`no answer yet`),
  ].filter((part) => typeof part === 'string');
}

/** A check that passes is no news. */
function checkDetail(stat: Stat | undefined): string | false {
  if (!stat || /^(\* )?(|UNK|INI|L\dOKC?|PROCOK)$/.test(stat.check_status)) return false;
  return words('check:', stat.check_status, stat.check_desc);
}

const words = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' ');
