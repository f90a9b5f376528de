import type { Health } from '../../model/member.ts';

/** The parts of a full path: `/Common/folder/web` is `['Common', 'folder', 'web']`. */
export type Path = readonly string[];

/** One BIG-IP, whichever API it is talked to by. */
export interface Unit {
  /** For messages: `10.0.0.5:443`. */
  readonly name: string;
  /** Its state in its pair, in capitals as `cm failover-status` says it: `ACTIVE` (one that stands alone, too), `STANDBY` … */
  failover(): Promise<string>;
  /** The state of its configuration against its peer's; undefined where they are alike, or where there is no peer. */
  outOfSync(): Promise<string | undefined>;
  /** @throws Failure `missing` where there is no such pool */
  entries(pool: Path): Promise<readonly Entry[]>;
  /** Sets what is given and leaves the rest; one request with REST, one an attribute with SOAP. */
  change(pool: Path, entry: Entry, change: Change): Promise<void>;
  close(): Promise<void>;
}

/** One member of one pool, in the words that REST and SOAP have in common. */
export interface Entry {
  /** Where it is: `/Common/10.0.0.1:80`. */
  readonly path: Path;
  /** The part of its name that is the node's; an address, where the node was not given a name. */
  readonly node: string;
  readonly port: string;
  /** Its route domain, if any, included: `10.0.0.1%1`. */
  readonly address?: string;
  readonly ratio: number;
  readonly priorityGroup: number;
  /** Its own settings: session (takes new ones) and state (forced offline). */
  readonly enabled: boolean;
  readonly forcedDown: boolean;
  /** Its node takes no new sessions, in all pools. */
  readonly nodeDisabled: boolean;
  readonly health: Health;
  readonly connections: number;
  /** Why it is not available, in the BIG-IP's words. */
  readonly reason?: string;
}

export type Change = Partial<Pick<Entry, 'enabled' | 'forcedDown' | 'ratio' | 'priorityGroup'>>;
