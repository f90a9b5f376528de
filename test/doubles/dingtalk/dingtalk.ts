import { createPeople } from './people.ts';
import { createRates } from './rates.ts';
import { createStream } from './stream.ts';
import { transcriptOf } from './transcript.ts';
import type { DingTalkDouble, DingTalkOptions } from './types.ts';
import { startServer } from './web/server.ts';
import { createTokens } from './web/tokens.ts';
import { createTroubles } from './web/trouble.ts';
import { app, createWorld } from './world.ts';

export type * from './types.ts';

/**
 * Starts a stand-in for DingTalk on the loopback interface, written from DingTalk's own pages (open.dingtalk.com) and
 * strict about them: what DingTalk refuses it refuses in DingTalk's words.
 */
export async function startDingTalk(options: DingTalkOptions = {}): Promise<DingTalkDouble> {
  const world = createWorld(options);
  const stream = createStream(world);
  const tokens = createTokens(world);
  const troubles = createTroubles();
  const server = await startServer({ world, stream, tokens, troubles, rates: createRates(world) });
  return {
    ...app,
    apiUrl: `${server.origin}/`,
    ...createPeople(world, stream, () => server.origin),
    redeliver: stream.redeliver,
    frame: stream.frame,
    connections: stream.connections,
    acknowledged: stream.acknowledged,
    waiting: stream.waiting,
    pings: stream.pings,
    messages: (channel) => world.shown.filter((each) => each.channel === channel),
    transcript: (channel) => transcriptOf(world, channel),
    calls: (path) => world.calls.filter((call) => path === undefined || call.path === path),
    problems: () => world.problems,
    advance: world.advance,
    trouble: {
      ...troubles,
      drop: stream.drop,
      dismiss: stream.dismiss,
      refuseConnections: stream.refuse,
      revokeTokens: tokens.revoke,
      endWebhooks: () => world.webhooks.clear(),
    },
    stop: async () => {
      stream.stop();
      await server.stop();
    },
  };
}
