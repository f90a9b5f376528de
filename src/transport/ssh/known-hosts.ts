import { createHmac } from 'node:crypto';
import { kept } from '../../text/say.ts';

/** One usable line of a known_hosts file; the format is sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". */
export interface KnownHost {
  readonly line: number;
  readonly revoked: boolean;
  readonly type: string;
  readonly key: Buffer;
  /** @param name `host`, or `[host]:port` for a port other than 22 */
  matches(name: string): boolean;
}

export interface KnownHosts {
  readonly entries: readonly KnownHost[];
  /** Lines that count for nothing, and why. */
  readonly ignored: readonly { readonly line: number; readonly reason: string }[];
}

export function parseKnownHosts(text: string): KnownHosts {
  const entries: KnownHost[] = [];
  const ignored: { line: number; reason: string }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    const parsed = parseLine(content, index + 1);
    if (typeof parsed === 'string') ignored.push({ line: index + 1, reason: parsed });
    else entries.push(parsed);
  }
  return { entries, ignored };
}

/** The entry of a line, or the reason why it counts for nothing. */
function parseLine(content: string, line: number): KnownHost | string {
  const words = content.split(/[ \t]+/);
  const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
  if (marker === '@cert-authority') return kept`host certificates (@cert-authority) are not supported`;
  if (marker !== undefined && marker !== '@revoked') return kept`the marker ${marker} is not known`;
  const [hosts, type, base64] = words;
  if (hosts === undefined || type === undefined || base64 === undefined)
    return kept`it has fewer than three fields`;
  const key = Buffer.from(base64, 'base64');
  if (keyType(key) !== type) return kept`the key is not of the type ${type}`;
  return { line, revoked: marker === '@revoked', type, key, matches: hostMatcher(hosts) };
}

/** The type that a public key's blob names (RFC 4253, 6.6: a length and the name come first). */
export function keyType(key: Buffer): string {
  if (key.length < 4) return '';
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
}

function hostMatcher(hosts: string): (name: string) => boolean {
  if (hosts.startsWith('|1|')) return hashedMatcher(hosts);
  const patterns = hosts.split(',').filter((pattern) => pattern !== '');
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map(patternMatcher);
  const unwanted = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((p) => patternMatcher(p.slice(1)));
  return (name) => wanted.some((is) => is(name)) && !unwanted.some((is) => is(name));
}

/** `|1|salt|HMAC-SHA1(salt, name)`, both in base64. */
function hashedMatcher(hosts: string): (name: string) => boolean {
  const [, , salt = '', hash = ''] = hosts.split('|');
  const expected = Buffer.from(hash, 'base64');
  return (name) =>
    createHmac('sha1', Buffer.from(salt, 'base64')).update(name.toLowerCase()).digest().equals(expected);
}

function patternMatcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.toLowerCase().replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  return (name) => expression.test(name.toLowerCase());
}

/**
 * The entries for a host. As in ssh(1), a host on another port is looked up as `[host]:port` first, and by its plain
 * name only where the file knows nothing of that port.
 */
export function entriesFor(known: KnownHosts, host: string, port: number): readonly KnownHost[] {
  if (port === 22) return known.entries.filter((entry) => entry.matches(host));
  const exact = known.entries.filter((entry) => entry.matches(`[${host}]:${port}`));
  return exact.length > 0 ? exact : known.entries.filter((entry) => entry.matches(host));
}
