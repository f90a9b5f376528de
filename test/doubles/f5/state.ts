/** One pool member of a BIG-IP, as its configuration and its counters have it. */
export interface F5Member {
  /** `/Common/10.0.0.1:80`; `/Common/2001:db8::1.80` where the node's name is an IPv6 address. */
  readonly path: string;
  readonly address: string;
  ratio: number;
  priorityGroup: number;
  /** The session switch. */
  enabled: boolean;
  /** The state switch: forced offline. */
  down: boolean;
  monitor: 'up' | 'down' | 'checking' | 'unchecked';
  nodeDisabled: boolean;
  connections: number;
}

/** By full path: `/Common/web`. */
export type F5Pools = Map<string, F5Member[]>;

export const member = (path: string, more: Partial<F5Member> = {}): F5Member => ({
  path,
  address: nodeOf(path),
  ratio: 1,
  priorityGroup: 0,
  enabled: true,
  down: false,
  monitor: 'unchecked',
  nodeDisabled: false,
  connections: 0,
  ...more,
});

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** Before the last colon; before the last point where there are several colons. */
const portAt = (name: string): number => name.lastIndexOf(/:.*:/.test(name) ? '.' : ':');

export const nodeOf = (path: string): string => lastPart(path).slice(0, portAt(lastPart(path)));
export const portOf = (path: string): number => Number(lastPart(path).slice(portAt(lastPart(path)) + 1));
export const nodePath = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1) + nodeOf(path);
