import { type PostgresPeer, startPostgres } from '../peers/postgres.ts';
import { type RedisPeer, startRedis } from '../peers/redis.ts';
import type { Bot } from './bot.ts';
import type { Settings } from './config-file.ts';
import { openWorld, type Scene, type World } from './world.ts';

/** A world whose bots share a real PostgreSQL and a real Redis. */
export interface TeamWorld {
  readonly world: World;
  readonly postgres: PostgresPeer;
  readonly redis: RedisPeer;
  /** Two replicas, or more; a rollout that is asked of `bot` is worked on by it. */
  pair(settings?: Settings): Promise<Pair>;
  close(): Promise<void>;
}

export interface Pair extends Scene {
  readonly other: Bot;
}

export async function openTeamWorld(hosts: number): Promise<TeamWorld> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const postgres = await startPostgres();
    closers.push(() => postgres.stop());
    const redis = await startRedis();
    closers.push(() => redis.stop());
    const team = { database: () => postgres.database(), redisUrl: redis.url };
    const world = await openWorld({ hosts, team });
    closers.push(() => world.close());
    const pair = async (settings: Settings = {}): Promise<Pair> => {
      const scene = await world.scene({ replicas: 2, ...settings });
      const [, other] = scene.bots;
      if (!other) throw new Error('there are at least two');
      return { ...scene, other };
    };
    return { world, postgres, redis, pair, close };
  } catch (error) {
    await close();
    throw error;
  }
}
