import type { Secret } from './secret.ts';

/** How a host is reached; an absent host key source is a refusal, never a prompt. */
export interface SshTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly auth: SshAuth;
  readonly trust: HostKeyTrust;
  /** Another SSH host through which the connection goes. */
  readonly jump?: SshTarget;
  readonly connectTimeoutMs: number;
  readonly keepAliveMs: number;
}

export type SshAuth =
  | { readonly kind: 'key'; readonly file: string; readonly passphrase?: Secret }
  | { readonly kind: 'agent'; readonly socket: string }
  | { readonly kind: 'password'; readonly password: Secret };

export type HostKeyTrust =
  | { readonly kind: 'known-hosts'; readonly file: string }
  /** As `ssh-keygen -l` prints it: `SHA256:` and 43 characters. */
  | { readonly kind: 'fingerprint'; readonly sha256: string };
