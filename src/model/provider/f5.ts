import type { Secret } from '../secret.ts';

/** One BIG-IP, or the two of an HA pair, as reached over iControl. */
export type F5Provider = {
  readonly kind: 'f5';
  readonly id: string;
  /** For one answer, in milliseconds. */
  readonly timeoutMs: number;
  /** One or two; of two, what is active is asked before each use. */
  readonly units: readonly F5Address[];
  readonly user: string;
  readonly password: Secret;
  readonly api: F5Api;
  readonly trust: F5Trust;
  /** What keeps new connections off: disabling the member, or marking it down. */
  readonly drainBy: F5DrainBy;
};

export interface F5Address {
  readonly host: string;
  readonly port: number;
}

export type F5Api =
  | { readonly by: 'rest'; readonly login: F5Login }
  /** iControl SOAP knows basic authentication only. */
  | { readonly by: 'soap' };

export type F5Login = { readonly by: 'token'; readonly loginProvider: string } | { readonly by: 'basic' };

export type F5Trust =
  | { readonly by: 'system' }
  | { readonly by: 'ca'; readonly file: string }
  /** SHA-256 of the whole certificate, 64 hexadecimal digits in capitals; one a unit. */
  | { readonly by: 'fingerprint'; readonly sha256: readonly string[] };

export type F5DrainBy = 'disable' | 'offline';
