/** What a server is called: with its port, and where that is 80, which nginx adds by itself, also without. */
export function namesOf(address: string): { readonly name: string; readonly aliases: readonly string[] } {
  if (address.startsWith('unix:')) return { name: address, aliases: [] };
  const { host, port } = partsOf(address);
  return { name: `${host}:${port}`, aliases: port === '80' ? [host] : [] };
}

/** Host and port of `10.0.0.1:80`, `web-01` or `[::1]:80`; an IPv6 address keeps its brackets. */
export function partsOf(address: string): { readonly host: string; readonly port: string } {
  const { host = address, port = '80' } =
    /^(?<host>\[.*\]|[^:]*)(?::(?<port>.*))?$/.exec(address)?.groups ?? {};
  return { host, port };
}
