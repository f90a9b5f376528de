import { countConnections } from '../deployer/connections.ts';
import { Failure } from '../model/failure.ts';
import type { Member } from '../model/member.ts';
import { isLoopback, portIn } from '../model/port.ts';
import { kept } from '../text/say.ts';
import { type At, clusterOf, hostOf, tell } from './at.ts';
import type { Seen } from './members.ts';
import type { Tools } from './tools.ts';

/** What is open to a host. Not `known`: of some of its members nobody can tell, so there may be more. */
export interface Open {
  readonly open: number;
  readonly known: boolean;
}

/**
 * Counts the connections that its balancers report, and on the host those that go through balancers which report none.
 * Why the host can't tell is said once an attempt.
 */
export async function openConnections(tools: Tools, at: At, members: readonly Seen[]): Promise<Open> {
  const reported = members.reduce((sum, { live }) => sum + (live.connections ?? 0), 0);
  const untold = members.filter(({ ref }) => !tools.balancer(ref.pool.provider).abilities.reportsConnections);
  if (untold.length === 0) return { open: reported, known: true };
  const counted = await onHost(tools, at, untold);
  return { open: reported + (counted ?? 0), known: counted !== undefined };
}

/** Undefined where nobody knows on which port the host serves, or it can't be asked. */
async function onHost(tools: Tools, at: At, members: readonly Seen[]): Promise<number | undefined> {
  const ports = portsOf(tools, at, members);
  if (ports.length === 0 || !runsThere(tools, at)) return undefined;
  const loopback = members.some(({ live }) => isLoopback(live.address ?? live.name)) || isLocal(tools, at);
  const unknown = await countOrReason(tools, at, { ports, loopback });
  if (typeof unknown === 'number') return unknown;
  const { withinMs } = clusterOf(tools, at.cluster).strategy.connections;
  const text = kept`connections of ${at.host} can't be counted: ${unknown}; all of the ${withinMs / 1000} s are waited`;
  await tell(tools, at, 'uncounted', { type: 'note', host: at.host, text });
  return undefined;
}

async function countOrReason(
  tools: Tools,
  at: At,
  wanted: Parameters<typeof countConnections>[2],
): Promise<number | string> {
  try {
    const deployer = tools.deployer(clusterOf(tools, at.cluster));
    const counted = await countConnections(deployer, hostOf(tools, at), wanted);
    return 'open' in counted ? counted.open : counted.unknown;
  } catch (error) {
    // The deploy comes next, and meets a host that can't be reached itself.
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

/** As configured, else as the members' names or addresses say; none where one of them does not. */
function portsOf(tools: Tools, at: At, members: readonly Seen[]): readonly number[] {
  const { ports } = clusterOf(tools, at.cluster).strategy.connections;
  if (ports !== undefined) return ports;
  const found = members.map(({ live }) => portOf(live));
  return found.includes(undefined) ? [] : [...new Set(found.filter((port) => port !== undefined))];
}

const portOf = ({ name, address = '' }: Member): number | undefined => portIn(name) ?? portIn(address);

/** Where the deployer's commands run on the bot's own machine, its sockets are the host's only if that is the same. */
const runsThere = (tools: Tools, at: At): boolean =>
  clusterOf(tools, at.cluster).deploy.kind !== 'local' || isLocal(tools, at);

const isLocal = (tools: Tools, at: At): boolean => isLoopback(hostOf(tools, at).address);
