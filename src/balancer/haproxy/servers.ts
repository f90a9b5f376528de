import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import type { AdminState } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import { refusal } from './answers.ts';

const number = z.coerce.number().int().nonnegative();

/** The columns that are used of `show servers state`; newer versions add more at the end. */
const schema = z.object({
  be_id: number,
  be_name: z.string(),
  srv_name: z.string(),
  srv_addr: z.string(),
  srv_op_state: number,
  srv_admin_state: number,
  srv_uweight: number,
  srv_iweight: number,
  srv_check_state: number,
  srv_agent_state: number,
  srv_port: z.string().optional(),
});
export type Server = z.infer<typeof schema>;

/** Bits of `srv_admin_state` (management guide; include/haproxy/server-t.h). */
const forcedMaint = 0x01;
const inheritedMaint = 0x02;
const configuredMaint = 0x04;
const forcedDrain = 0x08;
const inheritedDrain = 0x10;
const unresolved = 0x20;
/** Bit of `srv_check_state` and `srv_agent_state`. */
const enabled = 0x04;

const has = (server: Server, bits: number): boolean => (server.srv_admin_state & bits) !== 0;

/**
 * The state that holds for the server, inherited from a tracked one or its own. `configuredMaint` alone does not:
 * it stays set for good on a server that the config says is disabled, whatever was done since. A name that does not
 * resolve is no operator's wish either: that is bad health.
 */
export function stateOf(server: Server): AdminState {
  if (has(server, forcedMaint | inheritedMaint)) return 'maint';
  return has(server, forcedDrain | inheritedDrain) ? 'drain' : 'ready';
}

/** The state that was asked of this very server: the only one that a command to it can change. */
export function ownState(server: Server): AdminState {
  if (has(server, forcedMaint)) return 'maint';
  return has(server, forcedDrain) ? 'drain' : 'ready';
}

export const isInherited = (server: Server): boolean => stateOf(server) !== ownState(server);
export const isUnresolved = (server: Server): boolean => has(server, unresolved);
export const isConfiguredMaint = (server: Server): boolean =>
  ownState(server) === 'maint' && has(server, configuredMaint);
export const isChecked = (server: Server): boolean => (server.srv_check_state & enabled) !== 0;
export const hasAgent = (server: Server): boolean => (server.srv_agent_state & enabled) !== 0;

/**
 * The servers of one backend out of `show servers state BACKEND`: a version line, a line that names the columns, then
 * one line a server. Columns are found by their names, because versions differ in them.
 */
export function parseServers(answer: string, pool: string, target: string): readonly Server[] {
  const [version = '', head = '', ...lines] = answer.split('\n');
  if (!/^\d+$/.test(version) || !head.startsWith('# ')) throw refusal(answer, target);
  const columns = head.slice(2).trim().split(' ');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => parseLine(columns, line, target))
    .filter((server) => server.be_name === pool);
}

function parseLine(columns: readonly string[], line: string, target: string): Server {
  const values = line.trim().split(' ');
  const row = schema.safeParse(Object.fromEntries(columns.map((column, i) => [column, values[i]])));
  if (row.success) return row.data;
  const field = row.error.issues[0]?.path.join('.') ?? kept`a column`;
  throw new Failure(
    'failed',
    target,
    kept`The server list of ${target} can't be read at ${field}: "${line}"`,
  );
}
