import { randomBytes } from 'node:crypto';
import type { Call, DingTalkOptions, Person, Shown } from './types.ts';

export const app = {
  clientId: 'dingdouble01',
  clientSecret: 'secret-of-the-double',
  cardTemplate: 'a1b2c3d4.schema',
  corpId: 'ding5e1fdouble',
} as const;

export interface Group {
  readonly title: string;
  readonly robotIn: boolean;
}

/** DingTalk's state: who is where, and what they see. */
export interface World {
  readonly options: DingTalkOptions;
  readonly people: Map<string, Person>;
  readonly groups: Map<string, Group>;
  readonly shown: Shown[];
  readonly calls: Call[];
  readonly problems: string[];
  /** Cards by their id, with the variables that they have now. */
  readonly cards: Map<string, Record<string, string>>;
  readonly webhooks: Map<string, { readonly channel: string; until: number }>;
  /** DingTalk's milliseconds. */
  now(): number;
  advance(ms: number): void;
  /** Ours, for so many of DingTalk's. */
  real(ms: number): number;
  id(): string;
}

export function createWorld(options: DingTalkOptions): World {
  const { speed = 1 } = options;
  const started = performance.now();
  const epoch = Date.now();
  let jumped = 0;
  return {
    options,
    people: new Map(),
    groups: new Map(),
    shown: [],
    calls: [],
    problems: [],
    cards: new Map(),
    webhooks: new Map(),
    now: () => epoch + (performance.now() - started) * speed + jumped,
    advance: (ms) => {
      jumped += ms;
    },
    real: (ms) => ms / speed,
    id: () => randomBytes(12).toString('base64url'),
  };
}
