import type { Host } from './host.ts';

export interface Patience {
  /** From the first try until the probe must have passed, in milliseconds. */
  readonly withinMs: number;
  /** Between two tries, in milliseconds; the first tries come closer together. */
  readonly intervalMs: number;
  /** So many in a row. */
  readonly successes: number;
}

/** `{host}`, `{address}` and `{release}` in URLs, headers, bodies and commands are replaced per host. */
export type ProbeSpec = Patience &
  (
    | {
        readonly kind: 'http';
        readonly url: string;
        readonly method: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly status: readonly number[];
        /** Text, or a `/regular expression/flags`, that the body must contain. */
        readonly body?: string;
        readonly timeoutMs: number;
        readonly tls: { readonly verify: boolean; readonly caFile?: string; readonly serverName?: string };
      }
    | { readonly kind: 'tcp'; readonly address: string; readonly port: number; readonly timeoutMs: number }
    | { readonly kind: 'command'; readonly command: string; readonly timeoutMs: number }
  );

export interface ProbeTarget {
  readonly host: Host;
  readonly release: string;
}

/** A probe's answer; `unknown` = it could not be asked, which is never a yes. */
export type Verdict =
  | { readonly answer: 'yes' }
  | { readonly answer: 'no'; readonly reason: string }
  | { readonly answer: 'unknown'; readonly reason: string };
