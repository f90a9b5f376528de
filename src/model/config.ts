import type { Cluster } from './cluster.ts';
import type { Secret } from './secret.ts';
import type { SshTarget } from './ssh.ts';

/** Where a HAProxy process's runtime API answers; its stats socket needs `level admin`. */
export type HaproxyProvider = {
  readonly kind: 'haproxy';
  readonly id: string;
  readonly timeoutMs: number;
  readonly at:
    | { readonly via: 'unix'; readonly path: string }
    | { readonly via: 'tcp'; readonly host: string; readonly port: number }
    | { readonly via: 'ssh'; readonly ssh: SshTarget; readonly path: string };
};

export type Provider = HaproxyProvider;

export interface Person {
  /** The name under which the journal records what the person did. */
  readonly name: string;
  /** Login names of this person on the bot's own machine, for the terminal. */
  readonly local: readonly string[];
}

export interface Config {
  readonly providers: readonly Provider[];
  readonly clusters: readonly Cluster[];
  readonly people: readonly Person[];
  readonly store: { readonly kind: 'embedded' } | { readonly kind: 'postgres'; readonly url: Secret };
  readonly locks: { readonly kind: 'store' };
  readonly chat: { readonly local: { readonly enabled: boolean } };
  /** Holds the embedded database and the bot's local socket. */
  readonly dataDir: string;
  readonly approvalExpiresMs: number;
}
