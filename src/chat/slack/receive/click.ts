import { type ClickPayload, clicker, clickPayload } from './payloads.ts';
import { replyTo } from './reply.ts';
import { serve } from './serve.ts';
import type { Service } from './service.ts';

/** A button's click, after it was acknowledged: the person sends the button's command. */
export async function onClick(service: Service, body: unknown): Promise<void> {
  const payload = clickPayload.parse(body);
  const [{ value: text }] = payload.actions;
  if (text === undefined || text.trim() === '') return;
  const { user, response_url } = payload;
  const reply = replyTo({
    ...service,
    user: user.id,
    ...(response_url !== undefined && { responseUrl: response_url }),
  });
  const sender = clicker(payload);
  await serve(service, {
    id: requestId(payload),
    sender,
    text,
    click: true,
    channel: channelOf(payload),
    reply,
  });
}

/** In the App Home there is no channel: the app's own conversation with the person stands in for it. */
const channelOf = ({ channel, user }: ClickPayload): string => channel?.id ?? user.id;

/** Slack makes a new trigger for every click: the same one again is the same click. */
const requestId = ({ trigger_id }: ClickPayload): string => `slack:${trigger_id}`;
