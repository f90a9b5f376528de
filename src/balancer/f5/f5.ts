import type { F5Provider } from '../../model/provider/f5.ts';
import type { Balancer } from '../balancer.ts';
import { activeOf } from './active.ts';
import { apply, drain, leastRatio, mostRatio, weigh } from './change.ts';
import { createChannel } from './http/channel.ts';
import { type Pair, type Place, readPool } from './place.ts';
import { createRestUnit } from './rest/unit.ts';
import { createSoapUnit } from './soap/unit.ts';
import type { Unit } from './unit.ts';

export interface F5Surroundings {
  /** Called right before a request that changes something is sent; throws where that may not be any more. */
  demandMayChange(target: string): void;
  /** Milliseconds that only go forward; for how long a token still lives. */
  now?(): number;
}

/** A BIG-IP, or the active one of a pair, by iControl. Its README says what it needs and what BIG-IP can't do. */
export function createF5(provider: F5Provider, surroundings: F5Surroundings): Balancer {
  const units = provider.units.map((address) => unitOf(provider, address, surroundings));
  const pair: Pair = {
    target: provider.id,
    drainBy: provider.drainBy,
    active: activeOf(units, provider.id),
  };
  const at = (pool: string, member: string): Place => ({
    pair,
    pool,
    member,
    where: `${provider.id}/${pool} ${member}`,
  });
  return {
    abilities: { reportsConnections: true, reportsHealth: true, maxWeight: mostRatio, minWeight: leastRatio },
    read: (pool) => readPool(pair, pool),
    drain: (pool, member) => drain(at(pool, member)),
    apply: (pool, member, saved) => apply(at(pool, member), saved),
    setWeight: (pool, member, weight) => weigh(at(pool, member), weight),
    close: async () => void (await Promise.all(units.map((unit) => unit.close()))),
  };
}

function unitOf(provider: F5Provider, address: F5Provider['units'][number], around: F5Surroundings): Unit {
  const { id, trust, timeoutMs, user, password, api } = provider;
  const { demandMayChange, now = () => performance.now() } = around;
  const channel = createChannel({ target: id, address, trust, timeoutMs, demandMayChange });
  const login = { target: id, channel, user, password, now };
  return api.by === 'rest' ? createRestUnit(login, api.login) : createSoapUnit(login);
}
