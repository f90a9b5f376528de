import { z } from 'zod';
import type { RedisConnection } from '../../transport/redis/connection.ts';
import type { Roster } from '../roster.ts';
import * as scripts from './scripts.ts';

export interface RedisRosterOptions {
  readonly redis: RedisConnection;
  /** The database's own id: several installations may share one Redis. */
  readonly installation: string;
}

const names = z.array(z.string());

/** The processes of one installation, as Redis knows them, by Redis's own clock. */
export function createRedisRoster({ redis, installation }: RedisRosterOptions): Roster {
  // In braces, so that a cluster keeps all of it in one place: https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
  const prefix = `rollout:{${installation}}:`;
  const beats = `${prefix}beats`;
  const turns = `${prefix}turns`;
  const news = `${prefix}news`;
  return {
    beat: async (executor, ttlMs) =>
      void (await redis.run(scripts.beat, [beats, turns], [executor, Math.ceil(ttlMs)])),
    living: async () => new Set(names.parse(await redis.run(scripts.living, [beats], []))),
    leave: async (executor) => void (await redis.run(scripts.leave, [beats, turns], [executor])),
    take: async (key, owner, ttlMs) =>
      (await redis.run(scripts.take, [turns], [key, owner, Math.ceil(ttlMs)])) === 1,
    give: async (key, owner) => void (await redis.run(scripts.give, [turns], [key, owner])),
    wake: (subject) => redis.publish(news, subject),
    onWake: (listener) => redis.subscribe(news, listener),
  };
}
