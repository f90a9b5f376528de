import { App, type Receiver } from '@slack/bolt';
import type { SlackChat } from '../../../model/config.ts';
import { asFailure } from '../../../model/failure.ts';
import type { Self } from '../client/identity.ts';
import { type Log, slackLogger } from '../client/log.ts';

export interface BoltOptions {
  readonly config: Pick<SlackChat, 'botToken' | 'apiUrl'>;
  readonly receiver: Receiver;
  readonly self: Self;
  readonly log: Log;
}

/**
 * Bolt, for what it does well: signatures, sockets, and which payload is what. It calls nothing of Slack's by itself:
 * with a token it would ask who it is while it is made, and end the process where that fails.
 */
export function createBolt({ config, receiver, self, log }: BoltOptions): App {
  const app = new App({
    receiver,
    authorize: async () => {
      const known = self.known();
      const botToken = config.botToken.reveal();
      return known ? { botToken, botId: known.botId, botUserId: known.userId } : { botToken };
    },
    clientOptions: { ...(config.apiUrl !== undefined && { slackApiUrl: config.apiUrl }) },
    convoStore: false,
    logger: slackLogger(log),
  });
  app.error(async (error) => {
    log.error(`Slack: something that came in failed: ${asFailure(error, 'Slack').message}`);
  });
  return app;
}
