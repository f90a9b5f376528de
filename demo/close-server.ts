import type { Server } from 'node:http';

/**
 * Stops accepting connections, lets what is being answered be answered, and resolves when nothing is left. Node closes
 * the connections that are idle at that moment; those that become idle later are closed here.
 */
export function closeWhenAnswered(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 10);
    server.close((error) => {
      clearInterval(sweep);
      if (error) reject(error);
      else resolve();
    });
  });
}
