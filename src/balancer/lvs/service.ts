import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { parseEndpoint } from './endpoint.ts';

/** One virtual service. */
export interface Service {
  /** As the config names it. */
  readonly pool: string;
  /** How ipvsadm is told of it: `-t 10.0.0.1:80`, `-f 7 -6`. It prints the same in `-Sn`. */
  readonly words: readonly string[];
  /** How a line about it begins in `-Ln`: `TCP 10.0.0.1:80`, `FWM 7 IPv6`. */
  readonly head: string;
  /** Its port; a firewall mark has none, and then real servers may have any. */
  readonly port?: number;
}

const protocols = { tcp: ['-t', 'TCP'], udp: ['-u', 'UDP'] } as const;
const marks = { fwm: [], fwm6: ['-6'] } as const;

/** ipvsadm prints larger firewall marks as negative numbers. */
const largestMark = 2 ** 31 - 1;

/**
 * The virtual service that a pool's name means.
 * @throws Failure `missing` where it means none
 */
export function serviceOf(pool: string, target: string): Service {
  const [, kind = '', rest = ''] = /^(\w+):(.+)$/.exec(pool) ?? [];
  const service = kind === 'tcp' || kind === 'udp' ? byAddress(pool, kind, rest) : byMark(pool, kind, rest);
  if (service) return service;
  const forms = 'tcp:10.0.0.1:80, udp:[2001:db8::1]:53, fwm:7 (fwm6:7 for IPv6)'; // not shown
  throw new Failure(
    'missing',
    `${target}/${pool}`,
    kept`${JSON.stringify(pool)} names no virtual service of ${target}: write it as one of ${forms}.`,
  );
}

function byAddress(pool: string, kind: keyof typeof protocols, text: string): Service | undefined {
  const endpoint = parseEndpoint(text);
  if (!endpoint) return undefined;
  const [option, word] = protocols[kind];
  const { name, port } = endpoint;
  return { pool, words: [option, name], head: `${word} ${name}`, port };
}

function byMark(pool: string, kind: string, text: string): Service | undefined {
  if (kind !== 'fwm' && kind !== 'fwm6') return undefined;
  if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > largestMark) return undefined;
  const head = `FWM ${text}${kind === 'fwm6' ? ' IPv6' : ''}`; // not shown
  return { pool, words: ['-f', text, ...marks[kind]], head };
}
