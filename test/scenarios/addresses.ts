import { createServer } from 'node:net';

/**
 * Addresses of this machine and a port that is free on all of them. They are this process's own (Linux has all of
 * 127/8), so that worlds that are there at the same time never meet: hosts free and take their ports all the time.
 */
export async function freeAddresses(
  count: number,
): Promise<{ readonly addresses: readonly string[]; readonly port: number }> {
  const { pid } = process;
  const block = `127.${1 + ((pid >> 8) % 254)}.${pid % 256}`;
  const addresses = Array.from({ length: count }, (_, i) => `${block}.${i + 1}`);
  for (;;) {
    // Below the range that the system takes for outgoing connections.
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const free = await Promise.all(addresses.map((address) => isFree(address, port)));
    if (free.every(Boolean)) return { addresses, port };
  }
}

function isFree(address: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, address, () => server.close(() => resolve(true)));
  });
}
