import type { Acked, JsonObject } from '../types.ts';

type Kind = 'slash_commands' | 'interactive' | 'events_api';

interface Retry {
  readonly attempt: number;
  readonly reason: string;
}

/** Something that Slack sends to the app. */
export interface Parcel {
  readonly kind: Kind;
  /** What it is, for problems: `/rollout help`. */
  readonly what: string;
  readonly payload: JsonObject;
  readonly retry?: Retry;
}

/** A way to the app. `broke`: the connection was not there or was cut, and the app is not to blame. */
export interface Line {
  send(parcel: Parcel): Promise<Acked & { readonly broke: boolean; readonly noRetry?: boolean }>;
}
