/** What IPVS keeps in the kernel (net/netfilter/ipvs/ip_vs_ctl.c), as far as `ipvsadm` shows and changes it. */
export interface Dest {
  readonly address: string;
  readonly port: number;
  method: 'm' | 'i' | 'g';
  /** Only of tunnels, and only since 1.30. */
  tunnel: Tunnel;
  weight: number;
  upper: number;
  lower: number;
  active: number;
  inactive: number;
}

export interface Tunnel {
  readonly type: 'ipip' | 'gue' | 'gre';
  readonly port: number;
  readonly checksum: '' | 'nocsum' | 'csum';
}

export const plainTunnel: Tunnel = { type: 'ipip', port: 0, checksum: '' };

/** What names a service: a firewall mark, or a protocol with an address and a port. */
export interface Key {
  readonly mark: number;
  readonly family: 4 | 6;
  readonly protocol: 'TCP' | 'UDP';
  readonly address: string;
  readonly port: number;
}

export interface VirtualService extends Key {
  readonly scheduler: string;
  readonly persistentSeconds: number | undefined;
  readonly mask: string;
  readonly onePacket: boolean;
  dests: Dest[];
}

export type Errno = 'ESRCH' | 'ENOENT' | 'EEXIST' | 'ERANGE';

/** The system call failed. */
export class KernelError extends Error {
  readonly errno: Errno;
  constructor(errno: Errno) {
    super(errno);
    this.errno = errno;
  }
}

export interface Kernel {
  readonly services: VirtualService[];
  find(key: Key): VirtualService | undefined;
  addService(service: VirtualService): void;
  deleteService(key: Key): void;
  addDest(key: Key, dest: Dest): void;
  editDest(key: Key, dest: Dest): void;
  deleteDest(key: Key, dest: Pick<Dest, 'address' | 'port'>): void;
  flush(): void;
}

/** @param changed called after each change that took place */
export function createKernel(changed: () => void = () => undefined): Kernel {
  const services: VirtualService[] = [];
  const find = (key: Key): VirtualService | undefined => services.find((each) => isSame(each, key));
  const demand = (key: Key): VirtualService => find(key) ?? fail('ESRCH');
  return {
    services,
    find,
    addService(service) {
      if (find(service)) fail('EEXIST');
      services.push(service);
      changed();
    },
    deleteService(key) {
      services.splice(services.indexOf(demand(key)), 1);
      changed();
    },
    addDest(key, dest) {
      const { dests } = demand(key);
      checkLimits(dest);
      if (destIn(dests, dest)) fail('EEXIST');
      dests.push(dest);
      changed();
    },
    editDest(key, { active, inactive, ...dest }) {
      const { dests } = demand(key);
      checkLimits(dest);
      Object.assign(destIn(dests, dest) ?? fail('ENOENT'), dest);
      changed();
    },
    deleteDest(key, dest) {
      const service = demand(key);
      const found = destIn(service.dests, dest) ?? fail('ENOENT');
      service.dests = service.dests.filter((each) => each !== found);
      changed();
    },
    flush() {
      services.splice(0);
      changed();
    },
  };
}

/** A mark's service is looked up by mark and family alone. */
function isSame(one: Key, other: Key): boolean {
  if (one.family !== other.family || one.mark !== other.mark) return false;
  if (one.mark !== 0) return true;
  return one.protocol === other.protocol && one.address === other.address && one.port === other.port;
}

const destIn = (
  dests: readonly Dest[],
  { address, port }: Pick<Dest, 'address' | 'port'>,
): Dest | undefined => dests.find((each) => each.address === address && each.port === port);

function checkLimits({ upper, lower }: Pick<Dest, 'upper' | 'lower'>): void {
  if (lower > upper) fail('ERANGE');
}

function fail(errno: Errno): never {
  throw new KernelError(errno);
}
