/** The load balancer of the demo: one pool of servers on this machine, checked by `GET /health`. */
export interface BalancerSettings {
  readonly port: number;
  /** Where its runtime API answers. */
  readonly socket: string;
  readonly backend: string;
  readonly servers: readonly Server[];
  readonly checkMs: number;
}

/** Where a host's app listens, and its share of the requests. */
export interface Server {
  readonly name: string;
  /** An address of this machine. */
  readonly host: string;
  readonly port: number;
  readonly weight: number;
}

export type BalancerKind = 'haproxy' | 'bundled';
