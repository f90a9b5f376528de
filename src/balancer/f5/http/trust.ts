import { readFile } from 'node:fs/promises';
import { TLSSocket } from 'node:tls';
import { Agent, buildConnector } from 'undici';
import type { F5Trust } from '../../../model/provider/f5.ts';
import { kept } from '../../../text/say.ts';

/** The management plane is a small machine of its own, which other tools want something of too. */
export const connectionsAtOnce = 4;

/** The statistics of 3,000 members are some 8 MB. */
const mostAnswer = 64 * 1024 * 1024;

/** Connections to a unit whose certificate was checked before anything is sent. */
export async function openAgent(trust: F5Trust, timeoutMs: number): Promise<Agent> {
  const connect = await connector(trust, timeoutMs);
  return new Agent({ connect, connections: connectionsAtOnce, maxResponseSize: mostAnswer });
}

async function connector(trust: F5Trust, timeout: number): Promise<buildConnector.connector> {
  if (trust.by === 'system') return buildConnector({ timeout });
  if (trust.by === 'ca') return buildConnector({ timeout, ca: await readCa(trust.file) });
  return pinned(trust.sha256, timeout);
}

async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UnreadableCa(kept`the CA file ${file} can't be read`, { cause });
  }
}

/** A resumed session shows no certificate, so none is resumed. */
function pinned(trusted: readonly string[], timeout: number): buildConnector.connector {
  const open = buildConnector({ timeout, rejectUnauthorized: false, maxCachedSessions: 0 });
  return (options, done) =>
    open(options, (error, socket) => {
      if (error) return done(error, null);
      const seen = fingerprintOf(socket);
      if (seen !== undefined && trusted.includes(seen)) return done(null, socket);
      socket.destroy();
      done(
        new StrangeCertificate(kept`it shows a certificate with the SHA-256 fingerprint ${seen ?? '(none)'}`),
        null,
      );
    });
}

const fingerprintOf = (socket: unknown): string | undefined =>
  socket instanceof TLSSocket
    ? socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toUpperCase()
    : undefined;

/** The peer shows another certificate than the pinned one. */
export class StrangeCertificate extends Error {}
export class UnreadableCa extends Error {}
