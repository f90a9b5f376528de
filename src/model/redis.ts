import { kept } from '../text/say.ts';
import { Secret } from './secret.ts';

/** Where a Redis is, and how one gets in. */
export type RedisTarget = Base & (Server | Sentinel | Cluster);

interface Base {
  readonly tls: boolean;
  /** The server; the sentinels; or those nodes of the cluster that are asked first. */
  readonly nodes: readonly RedisNode[];
  readonly user?: string;
  readonly password?: Secret;
}

interface Server {
  readonly kind: 'server';
  readonly db: number;
}

interface Sentinel {
  readonly kind: 'sentinel';
  /** The name by which the sentinels know the master. */
  readonly master: string;
  readonly db: number;
  readonly sentinelPassword?: Secret;
}

interface Cluster {
  readonly kind: 'cluster';
}

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** Thrown by `parseRedisUrl`; says what the URL must be, kept, and repeats nothing of the URL. */
export class UnfitRedisUrl extends Error {}

const forms = kept`\`redis://[USER:PASSWORD@]HOST[:PORT][/DB]\`, \`redis+sentinel://HOST[:PORT],…/MASTER[/DB]\` or \`redis+cluster://HOST[:PORT],…\`, with \`rediss\` instead of \`redis\` for TLS; special characters in USER and PASSWORD are percent-encoded`;

const pattern =
  /^redis(?<tls>s?)(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<login>[^@/?#]*)@)?(?<nodes>[^@/?#]+)(?:\/(?<path>[^?#]*))?(?:\?(?<query>[^#]*))?$/;

/**
 * What a Redis URL says. The forms of https://www.iana.org/assignments/uri-schemes/prov/redis, and two more for sentinels
 * and clusters; user and password are percent-encoded.
 * @throws UnfitRedisUrl
 */
export function parseRedisUrl(url: string): RedisTarget {
  const parts = pattern.exec(url)?.groups;
  if (parts === undefined) return unfit(kept`must be a Redis URL: ${forms}`);
  const { kind = 'server', login, path = '', query } = parts;
  const nodes = (parts.nodes ?? '')
    .split(',')
    .map((node) => nodeOf(node, kind === 'sentinel' ? 26_379 : 6379));
  const base = { tls: parts.tls === 's', nodes, ...loginOf(login) };
  const more = queryOf(query, kind);
  if (kind === 'sentinel') return { ...base, ...sentinelOf(path), ...more };
  if (kind === 'cluster') return { ...base, ...clusterOf(path) };
  if (nodes.length > 1)
    return unfit(kept`must be \`redis+sentinel://…\` or \`redis+cluster://…\` where it names several hosts`);
  return { ...base, kind: 'server', db: dbOf(path) };
}

/** For people: never with user or password. */
export function redisName(target: RedisTarget): string {
  const at = target.nodes
    .map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`)
    .join(', ');
  if (target.kind === 'sentinel') return kept`Redis ${target.master} (sentinels at ${at})`;
  return target.kind === 'cluster' ? kept`Redis Cluster at ${at}` : kept`Redis at ${at}`;
}

const unfit = (message: string): never => {
  throw new UnfitRedisUrl(message);
};

function nodeOf(text: string, usual: number): RedisNode {
  const parts = /^(?:\[(?<v6>[0-9a-fA-F:.]+)\]|(?<name>[^\s:[\]]+))(?::(?<port>\d{1,5}))?$/.exec(
    text,
  )?.groups;
  const port = Number(parts?.port ?? usual);
  if (parts === undefined || port < 1 || port > 65_535)
    return unfit(kept`must be a Redis URL whose hosts are each HOST or HOST:PORT: ${forms}`);
  return { host: parts.v6 ?? parts.name ?? '', port };
}

/** `USER:PASSWORD`, or `:PASSWORD` for the user that has no name. */
function loginOf(login: string | undefined): { readonly user?: string; readonly password?: Secret } {
  if (login === undefined || login === '') return {};
  const colon = login.indexOf(':');
  if (colon < 0)
    return unfit(kept`must be a Redis URL with \`USER:PASSWORD@\` or \`:PASSWORD@\` before its host`);
  const user = decoded(login.slice(0, colon));
  const password = decoded(login.slice(colon + 1));
  if (password === '') return unfit(kept`must be a Redis URL whose password is not empty, or without one`);
  return { ...(user !== '' && { user }), password: new Secret(password) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return unfit(kept`must be a Redis URL in which every \`%\` stands before two hexadecimal digits`);
  }
}

function sentinelOf(path: string): Sentinel {
  const [master = '', db = '', ...more] = path.split('/');
  if (master === '' || more.length > 0)
    return unfit(
      kept`must be \`redis+sentinel://HOST[:PORT],…/MASTER[/DB]\`, where MASTER is the name that the sentinels know`,
    );
  return { kind: 'sentinel', master: decoded(master), db: dbOf(db) };
}

function clusterOf(path: string): Cluster {
  return path === '' || path === '0'
    ? { kind: 'cluster' }
    : unfit(kept`must be \`redis+cluster://…\` without a database: a cluster has none`);
}

const dbOf = (text: string): number =>
  /^\d{0,4}$/.test(text)
    ? Number(text)
    : unfit(kept`must be a Redis URL whose database is a number: \`…/0\``);

function queryOf(query: string | undefined, kind: string): { readonly sentinelPassword?: Secret } {
  if (query === undefined || query === '') return {};
  const [, password] = /^sentinelPassword=([^&=]+)$/.exec(query) ?? [];
  if (kind !== 'sentinel' || password === undefined)
    return unfit(
      kept`must be a Redis URL without \`?\`; only \`redis+sentinel://\` takes \`?sentinelPassword=…\``,
    );
  return { sentinelPassword: new Secret(decoded(password)) };
}
