import type { DoubleServer } from '../doubles/haproxy-runtime-answers.ts';

/** The pools of the load balancer, watched at every change. */
export interface Pools {
  /** For the stand-in, which changes them. */
  readonly backends: ReadonlyMap<string, DoubleServer[]>;
  /** Pools that fell under what must serve, in order. */
  readonly under: readonly string[];
  /** How many changes there were. */
  changes(): number;
  /** Who is not exactly as at first. */
  changed(pool: string): readonly Changed[];
}

export interface Changed {
  readonly member: string;
  readonly text: string;
}

export interface PoolsOptions {
  readonly names: readonly string[];
  readonly hosts: number;
  /** So many members of each pool must serve at any time. */
  readonly floor: number;
}

const weights = [100, 50, 10, 1, 256];

export function createPools({ names, hosts, floor }: PoolsOptions): Pools {
  const under: string[] = [];
  let changes = 0;
  const look = (pool: string, member: string): void => {
    changes += 1;
    const serving = (backends.get(pool) ?? []).filter(
      ({ admin, weight }) => admin === 0 && weight > 0,
    ).length;
    if (serving < floor) under.push(`${pool} had ${serving} in service after a change of ${member}`);
  };
  const backends = new Map(
    names.map((pool) => [
      pool,
      serversOf(pool, hosts).map((server) => watched(server, () => look(pool, server.name))),
    ]),
  );
  return {
    backends,
    under,
    changes: () => changes,
    changed: (pool) => (backends.get(pool) ?? []).filter((server) => !isAsAtFirst(server)).map(changedOf),
  };
}

export const hostsOf = (pool: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${pool}-${i + 1}`);

const serversOf = (pool: string, count: number): DoubleServer[] =>
  hostsOf(pool, count).map((name, i) => {
    const weight = weights[i % weights.length] ?? 1;
    return { name, weight, configured: weight, admin: 0, sessions: 0 };
  });

/** Tells of each field that is set, once it is. */
const watched = (server: DoubleServer, onChange: () => void): DoubleServer =>
  new Proxy(server, {
    set(target, key, value) {
      const done = Reflect.set(target, key, value);
      onChange();
      return done;
    },
  });

const isAsAtFirst = ({ weight, configured, admin }: DoubleServer): boolean =>
  weight === configured && admin === 0;

const changedOf = ({ name, weight, configured, admin }: DoubleServer): Changed => ({
  member: name,
  text: `${name} has weight ${weight} of ${configured}, and the admin state ${admin}`,
});
