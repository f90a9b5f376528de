import { Failure } from '../../../model/failure.ts';
import type { AdminState } from '../../../model/member.ts';
import { kept } from '../../../text/say.ts';
import { maxWeight } from '../weight.ts';
import { namesOf } from './names.ts';
import { type Directive, parse, type Word } from './words.ts';

/** One `server` line of an upstream (ngx_http_upstream_server in src/http/ngx_http_upstream.c, the same for streams). */
export interface Server {
  /** With its port: `10.0.0.1:80`. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly weight: number;
  readonly state: AdminState;
  readonly backup: boolean;
  /** `server`, the address, and the parameters as they stand in the file. */
  readonly words: readonly Word[];
}

/** Where an upstream is looked for, in the words of messages. */
export interface Source {
  /** `lb1` */
  readonly provider: string;
  /** `/etc/nginx/conf.d/web.conf` */
  readonly file: string;
}

/**
 * The servers of one upstream of the file, in its order.
 * @throws Failure `missing` or `ambiguous` where not exactly one upstream has the name, `invalid` where nginx itself
 *   would not take the file
 */
export function serversOf(text: string, pool: string, { provider, file }: Source): readonly Server[] {
  const where = `${provider}/${pool}`;
  const found = upstreams(parse(text, file)).filter(({ words }) => words[1]?.value === pool);
  if (!found[0]) throw new Failure('missing', where, kept`${file} has no upstream ${pool}.`);
  if (found.length > 1)
    throw new Failure('ambiguous', where, kept`${file} has ${found.length} upstreams ${pool}.`);
  const servers = (found[0].block ?? []).filter(({ words }) => words[0]?.value === 'server');
  return servers.map(({ words }) => serverOf(words, where));
}

/** Wherever they stand: at the top of an included file, or within `http` and `stream`. */
const upstreams = (all: readonly Directive[]): readonly Directive[] =>
  all.flatMap((directive) => {
    const { words, block = [] } = directive;
    return words[0]?.value === 'upstream' && directive.block ? [directive] : upstreams(block);
  });

function serverOf(words: readonly Word[], where: string): Server {
  const [, address, ...parameters] = words;
  if (!address) throw new Failure('invalid', where, kept`${where} has a server without an address.`);
  const has = (...values: readonly string[]): boolean =>
    parameters.some(({ value }) => values.includes(value));
  const { name, aliases } = namesOf(address.value);
  return {
    name,
    aliases,
    weight: weightOf(words, `${where} ${name}`),
    // From nginx 1.29.6 on, and in NGINX Plus, `drain` is a lighter `down`: only sticky sessions go on.
    state: has('down', 'drain') ? 'drain' : 'ready',
    backup: has('backup'),
    words,
  };
}

/** 1 where nothing is said; where several are said, nginx takes the last one. */
function weightOf(words: readonly Word[], where: string): number {
  const written = weightWord(words)?.value.slice('weight='.length) ?? '1';
  const weight = Number(written);
  if (/^\d+$/.test(written) && weight >= 1 && weight <= maxWeight) return weight;
  throw new Failure(
    'invalid',
    where,
    kept`${where} has the weight "${written}", not one from 1 to ${maxWeight}.`,
  );
}

export const weightWord = (words: readonly Word[]): Word | undefined =>
  words.slice(2).findLast(({ value }) => value.startsWith('weight='));
