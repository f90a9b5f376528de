import { connect as dial, type NetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';

/** Opens one connection to a runtime API; rejects with the system's own error (`ECONNREFUSED`, `ENOENT` …). */
export type Connect = () => Promise<Duplex>;

/** A stats socket on this machine: `stats socket /run/haproxy/admin.sock level admin`. */
export const connectUnix = (path: string): Connect => open({ path });

/** A stats socket on TCP: `stats socket ipv4@10.0.0.5:9999 level admin`. */
export const connectTcp = (host: string, port: number): Connect => open({ host, port });

function open(options: NetConnectOpts): Connect {
  return () =>
    new Promise((resolve, reject) => {
      const socket = dial(options);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(socket);
      });
    });
}
