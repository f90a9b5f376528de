import type { SshTarget } from '../ssh.ts';

/** The directors of a Linux Virtual Server, which are logged in to; `ipvsadm` needs root there. */
export type LvsProvider = {
  readonly kind: 'lvs';
  readonly id: string;
  readonly timeoutMs: number;
  /** The first one leads: what it shows counts where they differ. */
  readonly directors: readonly SshTarget[];
  /** Whether `ipvsadm` is run through sudo. */
  readonly sudo: boolean;
  /** Drained is weight 0, or taken out of the table. */
  readonly drainBy: 'weight' | 'removal';
};
