import { blank, type LockRecord, parseRecord, recordText } from '../../src/lock/redis/record.ts';
import type { Shadow } from '../../src/lock/redis/shadow.ts';
import type { Slots } from '../../src/lock/redis/slot.ts';

/** What goes wrong with one call: it throws before it took effect, or after. */
export type Mishap = 'none' | 'before' | 'after';

export interface Chance {
  /** Lets others go first, or not. */
  turn(): Promise<void>;
  mishap(): Mishap;
}

/** Redis and shadow in memory: each call is one step, others come in between, and calls break before and after they took effect. */
export function createPlaces({ turn, mishap }: Chance) {
  const inRedis = new Map<string, string>();
  const inShadow = new Map<string, LockRecord>();
  const step = async <T>(act: () => T): Promise<T> => {
    await turn();
    const wrong = mishap();
    if (wrong === 'before') throw new Error('broke before');
    const result = act();
    await turn();
    if (wrong === 'after') throw new Error('broke after');
    return result;
  };
  const slots: Slots = {
    read: (cluster) =>
      step(() => {
        const text = inRedis.get(cluster) ?? '';
        return { text, record: parseRecord(text), askedAt: 0, redisAt: 0 };
      }),
    swap: (cluster, seen, text) =>
      step(() => {
        if ((inRedis.get(cluster) ?? '') !== seen.text) return false;
        if (text === '') inRedis.delete(cluster);
        else inRedis.set(cluster, text);
        return true;
      }),
  };
  const shadow: Shadow = {
    read: (cluster) => step(() => inShadow.get(cluster) ?? blank),
    swap: (cluster, seen, record) =>
      step(() => {
        const there = inShadow.get(cluster) ?? blank;
        if (recordText(there) === recordText(record)) return true;
        if (there.epoch !== seen.epoch) return false;
        inShadow.set(cluster, record);
        return true;
      }),
  };
  return { slots, shadow, inRedis, inShadow };
}
