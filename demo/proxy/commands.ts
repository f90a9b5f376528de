import { type Admin, type CheckSettings, type Server, setAdmin } from './servers.ts';
import { showStat } from './show-stat.ts';
import { backendId, showServersState } from './show-state.ts';
import { weightOf } from './weight.ts';

/** What the commands act on: the one backend of this proxy. */
export interface Backend {
  readonly name: string;
  readonly servers: readonly Server[];
  readonly check: CheckSettings;
}

const needsName = "Require 'backend/server'.\n";
const usage = 'usage: set server <backend>/<server> state | weight\n';
const stateUsage = "'set server <srv> state' expects 'ready', 'drain' and 'maint'.\n";
const unknown = `Unknown command. Please enter one of the following commands only:
  set server <bk>/<srv> [opts]            : change a server's state or weight
  show servers state [<backend>]          : dump volatile server information
  show stat [<backend> <type> <sid>]      : report counters for each server
  prompt                                  : toggle interactive mode with prompt
  quit                                    : disconnect
`;

/**
 * The answer to one command, without the newline that ends every answer; a change that succeeds answers nothing.
 * Texts and formats are HAProxy 2.6's.
 */
export function answer(backend: Backend, command: string): string {
  const words = command.split(/[ \t]+/).filter((word) => word !== '');
  const [verb, noun, ...rest] = words;
  if (verb === 'set' && noun === 'server') return setServer(backend, rest);
  if (verb === 'show' && noun === 'stat') return stat(backend, rest);
  if (verb === 'show' && noun === 'servers' && rest[0] === 'state') return state(backend, rest[1]);
  return unknown;
}

function state(backend: Backend, name: string | undefined): string {
  if (name !== undefined && name !== backend.name) return "Can't find backend.\n";
  return showServersState(backend.name, backend.servers);
}

/**
 * The proxy is a name, a number, or -1 for all of them. `type` is a bit mask: 1 frontends, 2 backends, 4 servers;
 * only servers are told about here.
 */
function stat(
  { name, servers, check }: Backend,
  [proxy, type = '-1', sid = '-1']: readonly string[],
): string {
  if (proxy !== undefined && ![name, `${backendId}`, '-1'].includes(proxy)) return 'No such proxy.\n';
  const wanted = servers.filter(
    (server) => (Number(type) & 4) !== 0 && (sid === '-1' || sid === `${server.id}`),
  );
  return showStat(name, wanted, check);
}

function setServer(backend: Backend, [path = '', what, value]: readonly string[]): string {
  const [, backendName, serverName] = /^([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (backendName === undefined) return needsName;
  if (backendName !== backend.name) return 'No such backend.\n';
  const server = backend.servers.find(({ name }) => name === serverName);
  if (!server) return 'No such server.\n';
  if (what === 'state') return setState(server, value, backend.check);
  return what === 'weight' ? setWeight(server, value) : usage;
}

function setState(server: Server, value: string | undefined, check: CheckSettings): string {
  if (!isAdmin(value)) return stateUsage;
  setAdmin(server, value, check);
  return '';
}

const isAdmin = (word: string | undefined): word is Admin =>
  word === 'ready' || word === 'drain' || word === 'maint';

function setWeight(server: Server, value: string | undefined): string {
  if (value === undefined) return 'Require <weight> or <weight%>.\n';
  const weight = weightOf(value, server.weight);
  if (typeof weight === 'string') return weight;
  server.userWeight = weight;
  return '';
}
