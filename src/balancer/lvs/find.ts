import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { parseEndpoint } from './endpoint.ts';
import type { Service } from './service.ts';
import type { RealServer } from './table.ts';

/** What a call is about; `where` is its name in messages: `lvs1/tcp:10.0.0.1:80 10.0.0.2:80`. */
export interface Place {
  readonly service: Service;
  readonly member: string;
  readonly where: string;
}

/** Other names of a real server: its address alone, where no other one of the service has the same. */
export function aliasesOf({ address }: RealServer, all: readonly RealServer[]): readonly string[] {
  return all.filter((each) => each.address === address).length > 1 ? [] : addressNames(address);
}

const addressNames = (address: string): readonly string[] =>
  address.includes(':') ? [address, `[${address}]`] : [address];

/**
 * The one real server of that name; undefined where none has it, though one could.
 * @throws Failure `ambiguous`, and `missing` for what can be no real server's name here
 */
export function findServer(servers: readonly RealServer[], place: Place): RealServer | undefined {
  const { member, where } = place;
  const found = servers.filter(({ name, address }) => [name, ...addressNames(address)].includes(member));
  const [server, other] = found;
  if (other) {
    const names = found.map(({ name }) => name).join(' and ');
    throw new Failure('ambiguous', where, kept`${where} may be ${names}: name it ADDRESS:PORT, each once.`);
  }
  if (!server && (!parseEndpoint(member) || isSlip(servers, place))) throw unknown(servers, place);
  return server;
}

/** With direct routing and tunnels the port is the service's own: another one beside it can only be a slip. */
function isSlip(servers: readonly RealServer[], { service, member }: Place): boolean {
  const meant = parseEndpoint(member);
  if (service.port === undefined || meant?.port === service.port) return false;
  return servers.some(({ address, method }) => address === meant?.address && method !== '-m');
}

function unknown(servers: readonly RealServer[], { service, member, where }: Place): Failure {
  const names = servers.map(({ name }) => name);
  const some = names.length > 8 ? [...names.slice(0, 8), '…'] : names;
  const text =
    names.length > 0
      ? kept`${JSON.stringify(member)} is no real server of ${service.pool}: that has ${some.join(', ')}. The config must name it ADDRESS:PORT.`
      : kept`${JSON.stringify(member)} is no real server of ${service.pool}: that has none. The config must name it ADDRESS:PORT.`;
  return new Failure('missing', where, text);
}
