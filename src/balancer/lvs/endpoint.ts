import { isIP, SocketAddress } from 'node:net';

/** An address with its port, as `ipvsadm -n` writes it. */
export interface Endpoint {
  /** `10.0.0.1:80`, `[2001:db8::1]:80` */
  readonly name: string;
  /** `10.0.0.1`, `2001:db8::1` */
  readonly address: string;
  readonly port: number;
}

/** Reads `10.0.0.1:80` or `[2001:db8::1]:80`, an IPv6 address in any spelling; undefined for anything else. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const [, v6, v4, digits] = /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = canonical(v6, v4);
  const port = Number(digits);
  if (address === undefined || port > 65_535) return undefined;
  return { name: `${v6 === undefined ? address : `[${address}]`}:${port}`, address, port };
}

/** As the system itself spells it: that is what ipvsadm prints. */
function canonical(v6: string | undefined, v4: string | undefined): string | undefined {
  if (v6 !== undefined)
    return isIP(v6) === 6 ? new SocketAddress({ family: 'ipv6', address: v6 }).address : undefined;
  return v4 !== undefined && isIP(v4) === 4 ? v4 : undefined;
}
