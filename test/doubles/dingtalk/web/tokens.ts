import { z } from 'zod';
import { app, type World } from '../world.ts';
import { type Answer, ok, refused } from './answer.ts';

const livesS = 7_200;
const asked = z.strictObject({ appKey: z.string(), appSecret: z.string() });

/** https://open.dingtalk.com/document/orgapp/obtain-the-access_token-of-an-internal-app */
export function createTokens(world: World) {
  const given = new Map<string, number>();
  return {
    give(body: unknown): Answer {
      const read = asked.safeParse(body);
      if (!read.success) return refused(400, 'invalidParameter');
      const { appKey, appSecret } = read.data;
      if (appKey !== app.clientId || appSecret !== app.clientSecret)
        return refused(400, 'invalidClientIdOrSecret');
      const token = world.id();
      given.set(token, world.now() + livesS * 1000);
      return ok({ accessToken: token, expireIn: livesS });
    },
    isGood: (token: string | undefined): boolean => (given.get(token ?? '') ?? 0) > world.now(),
    revoke: () => given.clear(),
  };
}

export type Tokens = ReturnType<typeof createTokens>;
