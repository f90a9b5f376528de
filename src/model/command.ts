import type { Language } from '../text/language.ts';
import type { Amount } from './amount.ts';

/** What a person asked for, parsed. One shape for every chat, the terminal and the buttons. */
export type Command =
  | {
      readonly verb: 'deploy';
      readonly cluster: string;
      readonly release: string;
      readonly hosts?: readonly string[];
      readonly batch?: Amount;
      readonly canary?: Amount;
      readonly planOnly: boolean;
      /** Why it is rolled although the cluster is frozen. */
      readonly overrideFreeze?: string;
    }
  | {
      readonly verb: 'rollback';
      /** A cluster, or the id of the rollout that is to be taken back. */
      readonly subject: string;
      readonly release?: string;
      readonly hosts?: readonly string[];
      readonly planOnly: boolean;
      readonly overrideFreeze?: string;
    }
  | {
      readonly verb: 'restart';
      readonly cluster: string;
      readonly hosts?: readonly string[];
      readonly batch?: Amount;
      readonly planOnly: boolean;
      readonly overrideFreeze?: string;
    }
  /** `rollout` is the id of a rollout (`r12`) or of an override (`o5`) that waits for its confirmation. */
  | { readonly verb: 'approve'; readonly rollout: string; readonly hash?: string }
  | { readonly verb: 'reject'; readonly rollout: string; readonly hash?: string }
  | { readonly verb: 'pause'; readonly rollout: string }
  | { readonly verb: 'resume'; readonly rollout: string }
  | { readonly verb: 'abort'; readonly rollout: string }
  | { readonly verb: 'retry'; readonly rollout: string; readonly host?: string }
  | { readonly verb: 'promote'; readonly rollout: string; readonly host?: string }
  | { readonly verb: 'skip'; readonly rollout: string; readonly host: string }
  | { readonly verb: 'redrain'; readonly rollout: string; readonly host: string }
  /** Answers to what is asked after a crash; without a host for all that ask. */
  | { readonly verb: 'continue'; readonly rollout: string; readonly host?: string }
  | { readonly verb: 'verify'; readonly rollout: string; readonly host?: string }
  | { readonly verb: 'keep-out'; readonly rollout: string; readonly host?: string }
  | { readonly verb: 'status'; readonly subject?: string }
  | { readonly verb: 'members'; readonly cluster: string }
  | { readonly verb: 'history'; readonly cluster?: string }
  | { readonly verb: 'logs'; readonly rollout: string; readonly host?: string }
  | { readonly verb: 'drained' }
  | { readonly verb: 'doctor' }
  /** `for 30m` is `forMs`; without it they stay out until they are enabled. `members` are hosts or members, all of them or none. */
  | {
      readonly verb: 'disable';
      readonly cluster: string;
      readonly members: readonly string[];
      readonly forMs?: number;
      readonly reason: string;
    }
  /** `anyway`: gives back also what does not verify (`--unverified`). */
  | {
      readonly verb: 'enable';
      readonly cluster: string;
      readonly members: readonly string[];
      readonly anyway: boolean;
    }
  /** `extend o5 30m`: `forMs` from now, or on top of what is left. */
  | { readonly verb: 'extend'; readonly override: string; readonly forMs: number }
  | {
      readonly verb: 'weight';
      readonly cluster: string;
      readonly members: readonly string[];
      readonly weight: number;
    }
  | {
      readonly verb: 'lock';
      readonly cluster: string;
      readonly forMs?: number;
      readonly reason: string;
      /** Also from who has it now. */
      readonly steal?: true;
    }
  | { readonly verb: 'unlock'; readonly cluster: string }
  | { readonly verb: 'locks' }
  /** `cluster` undefined = all (`--all`). */
  | {
      readonly verb: 'freeze';
      readonly cluster?: string;
      readonly forMs?: number;
      readonly reason: string;
    }
  | { readonly verb: 'unfreeze'; readonly cluster?: string }
  | { readonly verb: 'audit'; readonly sinceMs?: number; readonly person?: string }
  /** The one that the person is answered in from now on; absent: which one that is. */
  | { readonly verb: 'language'; readonly language?: Language }
  | { readonly verb: 'help'; readonly about?: string };

export type Verb = Command['verb'];
