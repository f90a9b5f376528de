import { type AddressInfo, createServer, type Server } from 'node:net';

/** An address of this machine and a port of it that nobody listens on. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * A place for the load balancer, and one for each of so many hosts. Hosts are machines: each gets an address of its
 * own, all with the same port, where the system has 127.0.0.2 and the following (macOS does not; there they share
 * 127.0.0.1 and differ in their ports).
 */
export async function freePlaces(hosts: number): Promise<readonly [Place, ...Place[]]> {
  const addresses = Array.from({ length: hosts }, (_, i) => `127.0.0.${i + 2}`);
  const apart = await freePort(addresses);
  const [balancer = 0, ...others] = await freePorts(hosts + 1);
  const places = addresses.map((host, i) =>
    apart === undefined ? { host: '127.0.0.1', port: others[i] ?? 0 } : { host, port: apart },
  );
  return [{ host: '127.0.0.1', port: balancer }, ...places];
}

/** So many different ports of 127.0.0.1 that nobody listens on. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen('127.0.0.1', 0)));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(close));
  return ports;
}

/** A port that is free on all of the addresses; undefined where one of them is not this machine's. */
async function freePort(addresses: readonly string[]): Promise<number | undefined> {
  for (;;) {
    const [port = 0] = await freePorts(1);
    const tried = await Promise.allSettled(addresses.map((address) => listen(address, port)));
    await Promise.all(tried.map((one) => (one.status === 'fulfilled' ? close(one.value) : undefined)));
    const codes = tried.map((one) => (one.status === 'rejected' ? String(one.reason.code) : ''));
    if (codes.every((code) => code === '')) return port;
    if (!codes.includes('EADDRINUSE')) return undefined;
  }
}

function listen(host: string, port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
