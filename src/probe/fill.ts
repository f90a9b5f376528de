import { isIPv6 } from 'node:net';
import { Failure } from '../model/failure.ts';
import type { ProbeTarget } from '../model/probe.ts';
import { kept } from '../text/say.ts';

const placeholder = /\{(host|address|release)\}/g;

type Name = 'host' | 'address' | 'release';

/** What `{host}`, `{address}` and `{release}` stand for. */
const factOf = ({ host, release }: ProbeTarget, name: Name): string =>
  ({ host: host.name, address: host.address, release })[name];

function replace(text: string, target: ProbeTarget, encode: (value: string) => string): string {
  return text.replace(placeholder, (_, name: Name) => encode(factOf(target, name)));
}

/** The values as they are. */
export const fillText = (text: string, target: ProbeTarget): string =>
  replace(text, target, (value) => value);

/** The values as literal text within a regular expression. */
export const fillPattern = (text: string, target: ProbeTarget): string =>
  replace(text, target, (value) => value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));

/**
 * The values percent-encoded, so that none can change what the URL means; in the place of the host name only a name
 * or address is taken, an IPv6 address in brackets.
 * @throws Failure `invalid` where the result is no http or https URL
 */
export function fillUrl(text: string, target: ProbeTarget): URL {
  const [, start = '', rest = text] = /^([a-z]+:\/\/[^/?#]*)(.*)$/is.exec(text) ?? [];
  const filled = replace(start, target, hostText) + replace(rest, target, encodeURIComponent);
  const url = URL.canParse(filled) ? new URL(filled) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Failure('invalid', text, kept`${filled} is no http or https URL.`);
  }
  return url;
}

/** An address may name its own port: several hosts of a test or a demo share one machine. */
function hostText(value: string): string {
  if (isIPv6(value)) return `[${value}]`;
  return /^[a-z0-9.-]+:\d{1,5}$/i.test(value) ? value : encodeURIComponent(value);
}
