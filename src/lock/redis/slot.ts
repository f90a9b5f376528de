import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { RedisConnection } from '../../transport/redis/connection.ts';
import { script } from '../../transport/redis/script.ts';
import { type LockRecord, parseRecord } from './record.ts';

/** What Redis had of a lock when it was asked. */
export interface Seen {
  /** Empty where there was none. */
  readonly text: string;
  readonly record: LockRecord | undefined;
  /** When it was asked, by this process's steady clock, and what Redis's clock showed when it answered, in milliseconds. */
  readonly askedAt: number;
  readonly redisAt: number;
}

/** The locks in Redis, one text each. */
export interface Slots {
  read(cluster: string): Promise<Seen>;
  /** Puts `text` where there is still exactly what was seen; an empty one takes it away. False: something else is there. */
  swap(cluster: string, seen: Seen, text: string): Promise<boolean>;
}

const now = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`; // not shown

const look = script(`${now}
return { redis.call('GET', KEYS[1]) or '', string.format('%.0f', now) }`);

/** A request that was given up while Redis stood still, or that got stuck on its way, must change nothing when it arrives. */
const swap = script(`${now}
if now > tonumber(ARGV[3]) then return 0 end
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2]) end
return 1`);

const looked = z.tuple([z.string(), z.coerce.number()]);

/** @param installation the database's own id: several installations may share one Redis */
export function createSlots(redis: RedisConnection, installation: string): Slots {
  const keyOf = (cluster: string): string => `rollout:{${installation}}:lock:${cluster}`;
  return {
    async read(cluster) {
      const askedAt = performance.now();
      const [text, redisAt] = looked.parse(await redis.run(look, [keyOf(cluster)], []));
      const record = text === '' ? undefined : parseRecord(text);
      if (text !== '' && !record) throw unreadable(redis.name, cluster, keyOf(cluster));
      return { text, record, askedAt, redisAt };
    },
    async swap(cluster, seen, text) {
      const until = seen.redisAt + (performance.now() - seen.askedAt) + redis.timeoutMs;
      return (await redis.run(swap, [keyOf(cluster)], [seen.text, text, Math.ceil(until)])) === 1;
    },
  };
}

const unreadable = (name: string, cluster: string, key: string): Failure =>
  new Failure(
    'failed',
    cluster,
    kept`The lock of ${cluster} can't be read: what ${name} has at ${key} is no lock. Delete it there; the database puts it back.`,
  );
