import type { Balancer } from '../balancer.ts';
import { apply, drain, weigh } from './change.ts';
import { maxWeight } from './commands.ts';
import { type Place, readPool } from './read.ts';
import { createRuntime, type RuntimeOptions } from './runtime.ts';

/**
 * A HAProxy process by its runtime API. Its README says what the socket needs and what HAProxy can't do.
 * @param options how it is reached, what messages call it, and how long one command may take
 */
export function createHaproxy(options: RuntimeOptions): Balancer {
  const runtime = createRuntime(options);
  const at = (pool: string, member: string): Place => ({
    runtime,
    pool,
    member,
    where: `${runtime.target}/${pool} ${member}`,
  });
  return {
    abilities: { reportsConnections: true, reportsHealth: true, maxWeight, minWeight: 0 },
    read: (pool) => readPool(runtime, pool),
    drain: (pool, member) => drain(at(pool, member)),
    apply: (pool, member, saved) => apply(at(pool, member), saved),
    setWeight: (pool, member, weight) => weigh(at(pool, member), weight),
    // Every command has a connection of its own, closed with its answer.
    close: () => Promise.resolve(),
  };
}
