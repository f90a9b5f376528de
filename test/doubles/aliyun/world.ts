/** What the double holds; tests change it as they like. */
export interface World {
  readonly region: string;
  readonly keys: DoubleKey[];
  readonly loadBalancers: DoubleLoadBalancer[];
  readonly instances: DoubleInstance[];
}

export interface DoubleKey {
  readonly id: string;
  readonly secret: string;
  active: boolean;
  /** Where it is a temporary one. */
  readonly token?: string;
  /** Milliseconds since 1970. */
  readonly expires?: number;
}

export interface DoubleLoadBalancer {
  readonly id: string;
  name: string;
  status: 'active' | 'inactive' | 'locked';
  /** Forbids changes in the console, and none by the API ("SetLoadBalancerModificationProtection"). */
  protection: 'NonProtection' | 'ConsoleProtection';
  /** The default group. */
  readonly servers: DoubleServer[];
  readonly groups: DoubleGroup[];
  readonly pairs: { readonly id: string; readonly name: string }[];
  readonly listeners: DoubleListener[];
  /** A change is under way. */
  writing: boolean;
}

export interface DoubleGroup {
  readonly id: string;
  name: string;
  readonly servers: DoubleServer[];
}

export interface DoubleServer {
  readonly id: string;
  /** Only in vserver groups. */
  readonly port?: number;
  readonly ip?: string;
  readonly type: 'ecs' | 'eni' | 'eci';
  weight: number;
  description?: string | undefined;
  /** What listeners see, where not all see it `normal`; by `PROTOCOL:PORT`. */
  health?: Readonly<Record<string, 'normal' | 'abnormal' | 'unavailable'>>;
}

export interface DoubleListener {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp' | 'http' | 'https';
  /** The vserver group; the default group without one. */
  readonly group?: string;
  readonly pair?: string;
  /** In the default group: the servers' port. */
  readonly backendPort?: number;
  checks: boolean;
}

export interface DoubleInstance {
  readonly id: string;
  name: string;
  readonly ip: string;
  status: 'Running' | 'Stopped';
}

export const loadBalancer = (
  id: string,
  name: string,
  parts: Partial<DoubleLoadBalancer> = {},
): DoubleLoadBalancer => ({
  id,
  name,
  status: 'active',
  protection: 'NonProtection',
  servers: [],
  groups: [],
  pairs: [],
  listeners: [],
  writing: false,
  ...parts,
});
