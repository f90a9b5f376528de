/**
 * The port at the end of an address or of a name that is made like one: `10.0.0.1:80`, `[fe80::1]:80`, `i-abc:8080`.
 * An IPv6 address without brackets has none.
 */
export function portIn(text: string): number | undefined {
  const [, port] = /^(?:[^:]*|\[[^\]]*\]):(\d{1,5})$/.exec(text) ?? [];
  const number = Number(port);
  return number >= 1 && number <= 65_535 ? number : undefined;
}

/** Whether the address, with or without a port, is the machine's own. */
export const isLoopback = (address: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$|^::1$/.test(address);
