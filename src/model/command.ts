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
    }
  | {
      readonly verb: 'rollback';
      /** A cluster, or the id of the rollout that is to be taken back. */
      readonly subject: string;
      readonly release?: string;
      readonly hosts?: readonly string[];
      readonly planOnly: boolean;
    }
  | {
      readonly verb: 'restart';
      readonly cluster: string;
      readonly hosts?: readonly string[];
      readonly batch?: Amount;
      readonly planOnly: boolean;
    }
  | { readonly verb: 'approve'; readonly rollout: string; readonly hash?: string }
  | { readonly verb: 'reject'; readonly rollout: string; readonly hash?: string }
  | { readonly verb: 'pause'; readonly rollout: string }
  | { readonly verb: 'resume'; readonly rollout: string }
  | { readonly verb: 'abort'; readonly rollout: string }
  | { readonly verb: 'retry'; readonly rollout: string; readonly host?: string }
  | { readonly verb: 'promote'; readonly rollout: string; readonly host?: string }
  | { readonly verb: 'skip'; readonly rollout: string; readonly host: string }
  | { readonly verb: 'status'; readonly subject?: string }
  | { readonly verb: 'members'; readonly cluster: string }
  | { readonly verb: 'history'; readonly cluster?: string }
  | { readonly verb: 'logs'; readonly rollout: string; readonly host?: string }
  | { readonly verb: 'drained' }
  | { readonly verb: 'enable'; readonly cluster: string; readonly member: string }
  | { readonly verb: 'lock'; readonly cluster: string; readonly reason: string }
  | { readonly verb: 'unlock'; readonly cluster: string }
  | { readonly verb: 'locks' }
  | { readonly verb: 'help'; readonly about?: string };

export type Verb = Command['verb'];
