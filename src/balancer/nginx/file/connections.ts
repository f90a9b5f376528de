import { isIPv4, isIPv6 } from 'node:net';
import { kept } from '../../../text/say.ts';
import { partsOf } from '../conf/names.ts';
import type { Server } from '../conf/servers.ts';
import type { Machine } from './machine.ts';
import type { Wanted } from './scripts.ts';

/** What is open from nginx's machine to one server; `guess` says why it may be too many, or why nobody knows. */
export interface Open {
  readonly count?: number;
  readonly guess?: string;
}

/**
 * Established connections from the machine (the network namespace of nginx's master) to each server, whichever worker
 * holds them: the ones that a reload has retired are among them. Whatever else there connects to the same address is
 * counted too, which can only make us wait longer.
 * @returns by the server's name
 */
export async function openTo(
  machine: Machine,
  servers: readonly Server[],
): Promise<ReadonlyMap<string, Open>> {
  if (servers.length === 0) return new Map();
  const places = servers.map(({ name }) => placeOf(name));
  const table = tableOf(await machine.count(wantedOf(places)));
  return new Map(places.map((place) => [place.name, openAt(place, table)]));
}

type Place =
  | { readonly kind: 'unix'; readonly name: string; readonly path: string }
  | { readonly kind: 'ip' | 'host'; readonly name: string; readonly host: string; readonly port: string };

function placeOf(name: string): Place {
  if (name.startsWith('unix:')) return { kind: 'unix', name, path: name.slice('unix:'.length) };
  const { host, port } = partsOf(name);
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return { kind: isIPv4(bare) || isIPv6(bare) ? 'ip' : 'host', name, host: bare, port: hexPort(port) };
}

const hexPort = (port: string): string => Number(port).toString(16).toUpperCase().padStart(4, '0');

/** Only what is a host name beyond doubt goes into a command. */
const wantedOf = (places: readonly Place[]): Wanted => ({
  names: unique(places.flatMap((place) => (place.kind === 'host' && isName(place.host) ? [place.host] : []))),
  ports: unique(places.flatMap((place) => (place.kind === 'unix' ? [] : [place.port]))),
  unix: places.some(({ kind }) => kind === 'unix'),
});

const isName = (host: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(host);

const unique = (all: readonly string[]): readonly string[] => [...new Set(all)];

interface Table {
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  /** By address and port in the kernel's hex: `0100007F:1F90`. */
  readonly peers: ReadonlyMap<string, number>;
  /** By path: the states of the sockets that bear it. */
  readonly unix: ReadonlyMap<string, readonly string[]>;
}

function tableOf(lines: readonly string[]): Table {
  const rows = lines.map((line) => line.split(' '));
  const of = (kind: string) => rows.filter(([first]) => first === kind);
  return {
    addresses: grouped(of('at').map(([, name = '', address = '']) => [name, address])),
    peers: new Map(of('tcp').map(([, peer = '', count]) => [peer, Number(count)])),
    unix: grouped(of('unix').map(([, state = '', ...path]) => [path.join(' '), state])),
  };
}

function grouped(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}

function openAt(place: Place, table: Table): Open {
  if (place.kind === 'unix') return openUnix(table.unix.get(place.path));
  const addresses = place.kind === 'ip' ? [place.host] : table.addresses.get(place.host);
  if (addresses) {
    const counts = addresses.map((address) => table.peers.get(`${hexAddress(address)}:${place.port}`) ?? 0);
    return { count: sum(counts) };
  }
  const onPort = [...table.peers].filter(([peer]) => peer.endsWith(`:${place.port}`));
  const guess = kept`connections to its port on any host are counted, as its name does not resolve there`;
  return { count: sum(onPort.map(([, count]) => count)), guess };
}

/** The ends that its server has accepted bear its path, and so does the one that listens (unix(7), proc(5)). */
function openUnix(states: readonly string[] = []): Open {
  if (states.length === 0) return { guess: kept`its connections can not be seen from nginx` };
  return { count: states.filter((state) => state === '03').length };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** /proc/net/tcp prints addresses as 32-bit words of the machine's own byte order, which is taken for little-endian. */
function hexAddress(address: string): string {
  const bytes = isIPv4(address) ? address.split('.').map(Number) : ipv6Bytes(address);
  const hex = bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
  return hex.map((_, i) => hex[i - (i % 4) + 3 - (i % 4)]).join('');
}

function ipv6Bytes(address: string): readonly number[] {
  // The parser of URLs writes an address in hex alone, a trailing IPv4 part too.
  const plain = new URL(`http://[${address.replace(/%.*$/, '')}]/`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const words = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const [before, after] = [words(head), words(tail ?? '')];
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(missing).fill('0'), ...after].flatMap((word) => {
    const value = Number.parseInt(word, 16);
    return [value >> 8, value & 0xff];
  });
}
