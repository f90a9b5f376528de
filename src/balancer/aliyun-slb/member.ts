import { isIPv6 } from 'node:net';
import { Failure } from '../../model/failure.ts';
import type { Member } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import { healthOf, type Report } from './health.ts';
import type { Instances } from './instances.ts';
import type { Server } from './servers.ts';

/** A server under all the names by which the config may call it. */
export interface Named {
  readonly server: Server;
  /** Never two of one group: `i-1:80` of an instance, `10.0.0.7:80` of a network interface. */
  readonly name: string;
  /** The instance's id, name and addresses, each with its port and without. */
  readonly aliases: readonly string[];
}

export const nameServers = (servers: readonly Server[], instances: Instances): readonly Named[] =>
  servers.map((server) => {
    const { ServerId, Type, ServerIp, Port } = server;
    const instance = instances.get(ServerId);
    const host = Type === 'ecs' ? ServerId : (ServerIp ?? ServerId);
    const others = [ServerId, instance?.name, ServerIp, ...(instance?.addresses ?? [])];
    const hosts = [host, ...others.filter((other) => other !== undefined)];
    const name = withPort(host, Port);
    const names = new Set(hosts.flatMap((each) => [withPort(each, Port), each]));
    names.delete(name);
    return { server, name, aliases: [...names] };
  });

function withPort(host: string, port: number | undefined): string {
  if (port === undefined) return host;
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** @throws Failure `missing` or `ambiguous`, with what was found */
export function pickServer(all: readonly Named[], member: string, where: string): Server {
  const found = all.filter(({ name, aliases }) => name === member || aliases.includes(member));
  const [one, ...others] = found;
  if (one && others.length === 0) return one.server;
  if (one)
    throw new Failure(
      'ambiguous',
      where,
      kept`${where} is ${found.length} members: ${found.map(textOf).join(', ')}. Say which.`,
    );
  const some = all.slice(0, 10).map(textOf).join(', ');
  const there = all.length > 10 ? kept`${some} and ${all.length - 10} more` : some;
  throw new Failure(
    'missing',
    where,
    kept`There is no ${where}; its group has ${there || kept`no members`}.`,
  );
}

/** `i-1:80 (web-01:80)` */
function textOf({ name, aliases }: Named): string {
  const [other] = aliases.filter((alias) => !name.startsWith(alias));
  return other ? `${name} (${other})` : name;
}

/** A server as a member: always `ready`, as there are no admin states; weight 0 is drained. */
export function memberOf({ server, name, aliases }: Named, report: Report, instances: Instances): Member {
  const { ServerId, ServerIp, Port, Weight } = server;
  const instance = instances.get(ServerId);
  const address = ServerIp ?? instance?.addresses[0];
  const { health, detail } = healthOf(server, report);
  const details = [
    detail,
    instance && instance.status !== 'Running' && kept`its instance is ${instance.status}`,
    report.place.lb.status !== 'active' && kept`its load balancer is ${report.place.lb.status}`,
  ].filter((part) => typeof part === 'string');
  return {
    name,
    aliases,
    ...(address && { address: withPort(address, Port) }),
    weight: Weight,
    state: 'ready',
    health,
    ...(details.length > 0 && { detail: details.join(', ') }),
  };
}
