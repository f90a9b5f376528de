/** A server as `show servers state` numbers it; `admin` holds the bits of `srv_admin_state`. */
export interface DoubleServer {
  readonly name: string;
  weight: number;
  readonly configured: number;
  admin: number;
  readonly sessions: number;
}

/** By backend name. */
export type DoubleBackends = ReadonlyMap<string, DoubleServer[]>;

interface Manner {
  readonly level: 'user' | 'admin';
  readonly ineffective: boolean;
  readonly twice: string | undefined;
}

const adminBits = { ready: 0, drain: 0x08, maint: 0x01 } as const;

/** Columns of 1.8's `show servers state`: fewer than today's, in the same order. */
const columns =
  'be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port';

/** What HAProxy answers to a command, with its line ends, without the empty line that ends every answer. */
export function answerTo(line: string, backends: DoubleBackends, manner: Manner): string {
  const words = line.split(' ');
  if (/^show servers state \S+$/.test(line)) return showServers(words[3] ?? '', backends, manner);
  if (/^show stat \d+ 4 -1$/.test(line)) return showStats(Number(words[2]), backends);
  if (/^set server \S+\/\S+ (state|weight) \S+$/.test(line)) return set(words, backends, manner);
  return 'Unknown command. Please enter one of the following commands only :\n  help           : this message\n';
}

function showServers(name: string, backends: DoubleBackends, manner: Manner): string {
  const servers = backends.get(name);
  if (!servers) return "Can't find backend.\n";
  const id = idOf(name, backends);
  const shown = [...servers, ...servers.filter((server) => server.name === manner.twice)];
  const lines = shown.map(
    ({ name: server, admin, weight, configured }, i) =>
      `${id} ${name} ${i + 1} ${server} 127.0.0.1 ${admin & 0x01 ? 0 : 2} ${admin} ${weight} ${configured} 9 6 3 4 6 0 0 0 - ${8000 + i}\n`,
  );
  return `1\n# ${columns}\n${lines.join('')}`;
}

function showStats(id: number, backends: DoubleBackends): string {
  const [name, servers] = [...backends].find(([backend]) => idOf(backend, backends) === id) ?? ['', []];
  const status = (admin: number): string => (admin & 0x01 ? 'MAINT' : admin & 0x08 ? 'DRAIN' : 'UP');
  const lines = servers.map(
    (server) =>
      `${name},${server.name},0,${server.sessions},${status(server.admin)},0,,2,L4OK,"said ""hi"", twice",\n`,
  );
  return `# pxname,svname,qcur,scur,status,bck,tracked,type,check_status,last_chk,\n${lines.join('')}`;
}

function set(words: readonly string[], backends: DoubleBackends, manner: Manner): string {
  const [, , place = '', what = '', value = ''] = words;
  if (manner.level !== 'admin') return 'Permission denied\n';
  const [backend = '', name = ''] = place.split('/');
  const servers = backends.get(backend);
  if (!servers) return 'No such backend.\n';
  const server = servers.find((one) => one.name === name);
  if (!server) return 'No such server.\n';
  const change = what === 'state' ? stateChange(value) : weightChange(value, server.configured);
  if (typeof change === 'string') return change;
  if (!manner.ineffective) Object.assign(server, change);
  return '';
}

function stateChange(value: string): { admin: number } | string {
  if (value === 'ready' || value === 'drain' || value === 'maint') return { admin: adminBits[value] };
  return "'set server <srv> state' expects 'ready', 'drain' and 'maint'.\n";
}

function weightChange(value: string, configured: number): { weight: number } | string {
  const match = /^(\d+)(%?)$/.exec(value);
  if (!match) return 'Trailing garbage in weight string\n';
  const number = Number(match[1]);
  if (match[2] === '%') return { weight: Math.min(256, Math.floor((configured * number) / 100)) };
  return number <= 256 ? { weight: number } : 'Absolute weight can only be between 0 and 256 inclusive.\n';
}

const idOf = (name: string, backends: DoubleBackends): number => [...backends.keys()].indexOf(name) + 2;
