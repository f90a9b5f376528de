import { checkStatuses } from './check-result.ts';
import type { Admin, Server } from './servers.ts';

/** The third line's words of `show servers state`, version 1, as HAProxy 2.6 prints them. */
const header =
  '# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight ' +
  'srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state ' +
  'srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port ' +
  'srv_check_addr srv_agent_addr srv_agent_port';

/** HAProxy numbers its proxies; with one frontend before it the backend is the third. */
export const backendId = 3;

/** SRV_ADMF_FMAINT and SRV_ADMF_FDRAIN. */
const adminBits: Readonly<Record<Admin, number>> = { ready: 0, maint: 1, drain: 8 };

/** CHK_ST_INPROGRESS, CHK_ST_CONFIGURED | CHK_ST_ENABLED, CHK_ST_PAUSED. */
const inProgress = 1;
const configured = 6;
const paused = 8;

/** The answer to `show servers state BACKEND`. */
export function showServersState(backend: string, servers: readonly Server[]): string {
  return ['1', header, ...servers.map((server) => line(backend, server)), ''].join('\n');
}

function line(backend: string, server: Server): string {
  const seconds = Math.floor((performance.now() - server.changedAt) / 1000);
  const state = [server.running ? 2 : 0, adminBits[server.admin], server.userWeight, server.weight, seconds];
  const check = [checkStatuses[server.lastCheck.status].number, checkResult(server), server.health];
  const place = [checkState(server), 0, 0, 0, '-', server.port, '-', 0, 0, '-', '-', 0];
  return [backendId, backend, server.id, server.name, server.host, ...state, ...check, ...place].join(' ');
}

/** CHK_RES_UNKNOWN while a check runs or none has ended, CHK_RES_FAILED, CHK_RES_PASSED. */
function checkResult(server: Server): number {
  if (server.checking || server.lastCheck.status === 'INI') return 0;
  return server.lastCheck.passed ? 3 : 2;
}

function checkState(server: Server): number {
  if (server.admin === 'maint') return configured | paused;
  return server.checking ? configured | inProgress : configured;
}
