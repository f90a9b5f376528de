import type { Language } from '../text/language.ts';
import type { Cluster } from './cluster.ts';
import type { FreezeWindow } from './freeze.ts';
import type { Provider } from './provider.ts';
import type { Secret } from './secret.ts';
import type { Group } from './who.ts';

export interface Person {
  /** The name under which the journal records what the person did. */
  readonly name: string;
  /** Login names of this person on the bot's own machine, for the terminal. */
  readonly local: readonly string[];
  /** Slack user ids (`U012AB3CD`) of this person. */
  readonly slack: readonly string[];
  /** DingTalk user ids of this person. */
  readonly dingtalk?: readonly string[];
  /** In which the person is answered, unless they chose another one. */
  readonly language?: Language;
}

/** The connection to Slack: Socket Mode needs the app token, HTTP the signing secret and an address to listen on. */
export interface SlackChat {
  readonly botToken: Secret;
  readonly by:
    | { readonly mode: 'socket'; readonly appToken: Secret }
    | {
        readonly mode: 'http';
        readonly signingSecret: Secret;
        readonly host: string;
        readonly port: number;
        readonly path: string;
      };
  /** Where rollouts are told that were begun elsewhere (the terminal), for clusters without a channel of their own. */
  readonly channel?: string;
  /** In which it is told there, unless the channel has its own; absent: the installation's. */
  readonly language?: Language;
  /** Of single channels, by their ids. */
  readonly languages?: Readonly<Record<string, Language>>;
  /** Another address of the Web API than slack.com's (GovSlack, a proxy). */
  readonly apiUrl?: string;
}

/** The connection to DingTalk, in Stream mode. */
export interface DingTalkChat {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly robotCode: string;
  /** A published card template of the company's own; without it messages are never changed. */
  readonly cardTemplate?: string;
  /** As Slack's: the group for what was begun elsewhere. */
  readonly channel?: string;
  /** As Slack's. */
  readonly language?: Language;
  readonly languages?: Readonly<Record<string, Language>>;
  /** Of all that is asked of DingTalk; ends with a slash. */
  readonly apiUrl: string;
}

/** Cluster locks, signs of life and wake-ups in Redis, for several processes on one PostgreSQL. */
export interface RedisLocks {
  readonly kind: 'redis';
  /** As `parseRedisUrl` takes it. */
  readonly url: Secret;
  /** A file with the certificates to trust instead of the system's, in PEM. */
  readonly ca?: string;
}

/** Whoever only wants to be told: a DingTalk group's custom robot, or any address that takes signed events. */
export interface NoticeTarget {
  readonly name: string;
  readonly kind: 'dingtalk' | 'webhook';
  readonly url: Secret;
  readonly secret: Secret;
  /** Names of clusters; absent: all. */
  readonly clusters?: readonly string[];
  /** In which it is told; absent: the installation's. */
  readonly language?: Language;
}

export interface Config {
  readonly providers: readonly Provider[];
  readonly clusters: readonly Cluster[];
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly freezes: readonly FreezeWindow[];
  readonly notices?: readonly NoticeTarget[];
  readonly store: { readonly kind: 'embedded' } | { readonly kind: 'postgres'; readonly url: Secret };
  readonly locks: { readonly kind: 'store' } | RedisLocks;
  readonly chat: {
    readonly local: { readonly enabled: boolean };
    readonly slack?: SlackChat;
    readonly dingtalk?: DingTalkChat;
  };
  /** Holds the embedded database and the bot's local socket. */
  readonly dataDir: string;
  readonly approvalExpiresMs: number;
  /** For whom nothing else says which language they read. */
  readonly language: Language;
}
