import { createRedisRoster } from '../../src/fleet/redis/roster.ts';
import { Secret } from '../../src/model/secret.ts';
import { connectRedis } from '../../src/transport/redis/connection.ts';
import { rosterConformance } from '../conformance/roster.ts';
import { startRedis } from '../peers/redis.ts';

rosterConformance('the roster in Redis', async () => {
  const redis = await startRedis();
  const open = () => connectRedis({ url: new Secret(redis.url) });
  const [one, other] = [await open(), await open()];
  const installation = 'a1b2c3d4';
  return {
    rosters: [
      createRedisRoster({ redis: one, installation }),
      createRedisRoster({ redis: other, installation }),
    ],
    wakes: 'every process',
    async close() {
      one.close();
      other.close();
      await redis.stop();
    },
  };
});
