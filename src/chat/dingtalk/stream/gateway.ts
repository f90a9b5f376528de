import { z } from 'zod';
import type { DingTalkChat } from '../../../model/config.ts';
import { ask } from '../client/http.ts';

/** What is subscribed to: messages to the robot, and clicks on cards. */
export const topics = {
  robot: '/v1.0/im/bot/messages/get',
  card: '/v1.0/card/instances/callback',
} as const;

const opened = z.object({ endpoint: z.string().regex(/^wss?:\/\//), ticket: z.string().min(1) });

/**
 * Asks for a connection; gives the address that takes it, once
 * (https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description).
 */
export async function openGateway({
  apiUrl,
  clientId,
  clientSecret,
}: Pick<DingTalkChat, 'apiUrl' | 'clientId' | 'clientSecret'>): Promise<string> {
  const name = 'v1.0/gateway/connections/open';
  const subscriptions = Object.values(topics).map((topic) => ({ type: 'CALLBACK', topic }));
  const body = { clientId, clientSecret: clientSecret.reveal(), ua: 'rollout', subscriptions };
  const { endpoint, ticket } = await ask({ method: 'POST', url: `${apiUrl}${name}`, name, body }, opened);
  return `${endpoint}?ticket=${encodeURIComponent(ticket)}`;
}
