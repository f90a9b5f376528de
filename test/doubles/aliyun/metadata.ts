import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Rendered } from './render.ts';
import type { DoubleKey, World } from './world.ts';

/** The metadata service of the instance that the bot runs on. */
export interface Metadata {
  /** The roles that the instance has. */
  readonly roles: string[];
  /** Security hardening mode: requests without a token are refused. */
  tokenRequired: boolean;
  /** An older service, which knows no tokens. */
  knowsTokens: boolean;
  /** How long the keys are good that it gives from now on, in milliseconds. */
  keyMs: number;
  /** It gives the same key again while that is good for longer than this, in milliseconds. */
  keepMs: number;
  /** All keys that it has given, in order. */
  readonly given: DoubleKey[];
}

export const freshMetadata = (): Metadata => ({
  roles: [],
  tokenRequired: false,
  knowsTokens: true,
  keyMs: 6 * 3_600_000,
  keepMs: 0,
  given: [],
});

/** "Instance metadata" and "Instance RAM roles"; undefined for other paths. */
export function createMetadataService(metadata: Metadata, world: World) {
  const tokens = new Map<string, number>();
  return (request: IncomingMessage): Rendered | undefined => {
    const path = request.url ?? '';
    if (path === '/latest/api/token') return token(request);
    const role = /^\/latest\/meta-data\/ram\/security-credentials\/([^/]+)$/.exec(path)?.[1];
    if (role === undefined) return undefined;
    const given = request.headers['x-aliyun-ecs-metadata-token'];
    const good = typeof given === 'string' && (tokens.get(given) ?? 0) > Date.now();
    if (given === undefined ? metadata.tokenRequired : !good) return text(403, '');
    if (!metadata.roles.includes(decodeURIComponent(role))) return text(404, '<html>404 - Not Found</html>');
    return text(200, JSON.stringify(credentials()));
  };

  function token(request: IncomingMessage): Rendered {
    if (!metadata.knowsTokens) return text(404, '');
    const seconds = Number(request.headers['x-aliyun-ecs-metadata-token-ttl-seconds']);
    if (request.method !== 'PUT' || !(seconds >= 1 && seconds <= 21_600)) return text(400, '');
    const made = randomUUID();
    tokens.set(made, Date.now() + seconds * 1000);
    return text(200, made);
  }

  function credentials(): object {
    const last = metadata.given.at(-1);
    const key =
      last && (last.expires ?? 0) - Date.now() > metadata.keepMs && metadata.keepMs > 0 ? last : made();
    return {
      AccessKeyId: key.id,
      AccessKeySecret: key.secret,
      Expiration: new Date(key.expires ?? 0).toISOString().replace(/\.\d+/, ''),
      SecurityToken: key.token,
      LastUpdated: new Date().toISOString().replace(/\.\d+/, ''),
      Code: 'Success',
    };
  }

  function made(): DoubleKey {
    const n = metadata.given.length + 1;
    const expires = Date.now() + metadata.keyMs;
    const key = {
      id: `STS.key${n}`,
      secret: `role-secret-${n}`,
      token: `role-token-${n}+/=`,
      active: true,
      expires,
    };
    world.keys.push(key);
    metadata.given.push(key);
    return key;
  }
}

const text = (status: number, body: string): Rendered => ({ status, type: 'text/plain', body });
