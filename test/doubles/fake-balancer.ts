import { setTimeout as pause } from 'node:timers/promises';
import type { Balancer } from '../../src/balancer/balancer.ts';
import { Failure } from '../../src/model/failure.ts';
import { type AdminState, type Health, type Saved, savedOf } from '../../src/model/member.ts';

interface FakeMember {
  readonly name: string;
  weight: number;
  /** What percentages are of. */
  configured: number;
  state: AdminState;
  health: Health;
  connections: number;
}

interface FakeWorld {
  /** By pool name. Change it as you like: that is out of band, and no listener hears of it. */
  readonly pools: Map<string, FakeMember[]>;
  /** Before every call does anything, in milliseconds. */
  delayMs: number;
  /** It has no states: weight 0 is how it drains. */
  drainsByWeight: boolean;
  /** Changes are accepted and not made. */
  ineffective: boolean;
}

type FakeOp = 'read' | 'drain' | 'apply' | 'setWeight';

/** Called right after a change, with the world as it is then; calls that change nothing are not heard. */
type FakeListener = (change: {
  readonly op: FakeOp;
  readonly pool: string;
  readonly member: string;
  readonly before: Saved;
  readonly after: Saved;
}) => void;

export interface FakeBalancer extends Balancer {
  readonly world: FakeWorld;
  /**
   * The `n`th call of `op` from now on (1 = the next) fails.
   * @param took `effect` = it is done all the same and only the answer is lost
   */
  fault(op: FakeOp, n: number, failure: Failure, took?: 'nothing' | 'effect'): void;
  /** Forgets the faults that have not struck yet. */
  heal(): void;
  onChange(listener: FakeListener): void;
}

type Seed = Pick<FakeMember, 'name' | 'weight'> & Partial<FakeMember>;
type Fault = { op: FakeOp; left: number; failure: Failure; took: 'nothing' | 'effect' };

/** A balancer in memory that keeps the Balancer contract, unless it is told to fail. */
export function createFakeBalancer(pools: Readonly<Record<string, readonly Seed[]>>): FakeBalancer {
  const world: FakeWorld = { pools: seed(pools), delayMs: 0, drainsByWeight: false, ineffective: false };
  const listeners: FakeListener[] = [];
  let faults: Fault[] = [];

  function struck(op: FakeOp): Fault | undefined {
    for (const fault of faults) if (fault.op === op) fault.left -= 1;
    const hit = faults.find((fault) => fault.left === 0);
    faults = faults.filter((fault) => fault.left > 0);
    return hit;
  }

  async function call<T>(op: FakeOp, act: () => T): Promise<T> {
    const fault = struck(op);
    if (world.delayMs > 0) await pause(world.delayMs);
    if (fault?.took === 'nothing') throw fault.failure;
    const result = act();
    if (fault) throw fault.failure;
    return result;
  }

  function change(op: FakeOp, pool: string, name: string, next: (now: FakeMember) => Partial<Saved>): void {
    const member = find(world, pool, name);
    const before = savedOf(member);
    const after = { ...before, ...next(member) };
    checkWeight(after.weight, name);
    if (before.weight === after.weight && before.state === after.state) return;
    if (world.ineffective) throw new Failure('ineffective', name, `${name} did not change.`);
    Object.assign(member, after);
    for (const listener of listeners) listener({ op, pool, member: name, before, after });
  }

  return {
    abilities: { reportsConnections: true, reportsHealth: true, maxWeight: 256, minWeight: 0 },
    world,
    fault: (op, n, failure, took = 'nothing') => void faults.push({ op, left: n, failure, took }),
    heal: () => {
      faults = [];
    },
    onChange: (listener) => void listeners.push(listener),
    read: (pool) => call('read', () => members(world, pool).map(({ configured, ...member }) => member)),
    drain: (pool, member) => call('drain', () => change('drain', pool, member, (now) => drained(world, now))),
    apply: (pool, member, { weight, state }) =>
      call('apply', () => change('apply', pool, member, () => ({ weight, state }))),
    setWeight: (pool, member, weight) =>
      call('setWeight', () =>
        change('setWeight', pool, member, (now) => ({ weight: weightOf(weight, now.configured) })),
      ),
    close: () => Promise.resolve(),
  };
}

function drained({ drainsByWeight }: FakeWorld, { state }: FakeMember): Partial<Saved> {
  if (drainsByWeight) return { weight: 0 };
  return { state: state === 'maint' ? 'maint' : 'drain' };
}

function seed(pools: Readonly<Record<string, readonly Seed[]>>): Map<string, FakeMember[]> {
  const full = (member: Seed): FakeMember => ({
    configured: member.weight,
    state: 'ready',
    health: 'up',
    connections: 0,
    ...member,
  });
  return new Map(Object.entries(pools).map(([name, members]) => [name, members.map(full)]));
}

function members(world: FakeWorld, pool: string): FakeMember[] {
  const found = world.pools.get(pool);
  if (!found) throw new Failure('missing', pool, `There is no pool ${pool}.`);
  return found;
}

function find(world: FakeWorld, pool: string, name: string): FakeMember {
  const found = members(world, pool).filter((member) => member.name === name);
  if (!found[0]) throw new Failure('missing', name, `There is no member ${name} in ${pool}.`);
  if (found.length > 1) throw new Failure('ambiguous', name, `${found.length} members are called ${name}.`);
  return found[0];
}

/** A share that would round to 0 takes the member out, which nobody asked for. */
function weightOf(weight: number | { readonly percent: number }, configured: number): number {
  if (typeof weight === 'number') return weight;
  const share = Math.floor((configured * weight.percent) / 100);
  return share === 0 && weight.percent > 0 && configured > 0 ? Number.NaN : share;
}

function checkWeight(weight: number, name: string): void {
  if (Number.isInteger(weight) && weight >= 0 && weight <= 256) return;
  throw new Failure('invalid', name, `Weight ${weight} of ${name} is out of range: 0 to 256.`);
}
