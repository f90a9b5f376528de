import type { SshTarget } from '../ssh.ts';

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
