import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Entry, Path } from './unit.ts';

/**
 * A pool as the config calls it: `web` is in partition Common; `Common/web`, `Common/folder/web` and the same with a
 * slash in front are full paths.
 */
export function poolPath(name: string, where: string): Path {
  const parts = name.replace(/^\//, '').split('/');
  if (parts.some((part) => !isName(part)))
    throw new Failure(
      'invalid',
      where,
      kept`${JSON.stringify(name)} can't be the name of a pool: "web", "PARTITION/web" and "/PARTITION/FOLDER/web" can.`,
    );
  return parts.length === 1 ? ['Common', ...parts] : parts;
}

/** `~` stands for the slash in REST, and white space is in no name. */
const isName = (part: string): boolean => /^[^\s~/\p{C}]+$/u.test(part);

export const pathText = (path: Path): string => `/${path.join('/')}`;

/**
 * A path as iControl REST wants it in a URL: `~` for each slash, and a route domain's `%1` encoded as `%251`
 * (iControl REST User Guide, "About URI reserved characters").
 */
export const urlName = (path: Path): string =>
  path.map((part) => `~${encodeURIComponent(part).replaceAll('%3A', ':')}`).join('');

/**
 * Node and port of a member's name. The port comes after the last colon; where the node is an IPv6 address, after the
 * last point: `2001:db8::1.80`.
 */
export function splitName(name: string): { readonly node: string; readonly port: string } {
  const at = name.lastIndexOf(isV6(name) ? '.' : ':');
  return { node: name.slice(0, at), port: name.slice(at + 1) };
}

const isV6 = (text: string): boolean => (text.match(/:/g) ?? []).length > 1;
export const joinName = (node: string, port: string): string => `${node}${isV6(node) ? '.' : ':'}${port}`;

export const nameOf = (entry: Entry): string => entry.path.at(-1) ?? '';

/**
 * All that the config may call each member beside its name; among it its node and address without the port, where only
 * one member of the pool has them.
 */
export function aliasesIn(entries: readonly Entry[]): (entry: Entry) => readonly string[] {
  const owners = new Map<string, number>();
  for (const name of entries.flatMap(portless)) owners.set(name, (owners.get(name) ?? 0) + 1);
  return (entry) => {
    const alone = portless(entry).filter((name) => owners.get(name) === 1);
    return [...new Set([...withPort(entry), ...alone])].filter((name) => name !== nameOf(entry));
  };
}

/** `10.0.0.1:80` and `/Common/10.0.0.1:80`, by node and by address; with brackets, too, where that is IPv6. */
function withPort({ path, node, port, address = node }: Entry): readonly string[] {
  const name = path.at(-1) ?? '';
  const names = [name, joinName(address, port), ...(isV6(address) ? [`[${address}]:${port}`] : [])];
  return [...names, ...names.map((one) => pathText([...path.slice(0, -1), one]))];
}

const portless = ({ node, address = node }: Entry): readonly string[] => [...new Set([node, address])];

/** @throws Failure `missing`, or `ambiguous` where several members answer to the name */
export function resolve(entries: readonly Entry[], member: string, where: string): Entry {
  const exact = entries.filter((entry) => withPort(entry).includes(member));
  const found = exact.length > 0 ? exact : entries.filter((entry) => portless(entry).includes(member));
  const [entry] = found;
  if (!entry) throw new Failure('missing', where, kept`BIG-IP knows no member ${where}.`);
  if (found.length === 1) return entry;
  const list = found.map(({ path }) => pathText(path)).join(', ');
  throw new Failure(
    'ambiguous',
    where,
    kept`${found.length} members answer to ${where}: ${list}. Say which one.`,
  );
}
