import { z } from 'zod';
import type { Rates } from '../rates.ts';
import type { World } from '../world.ts';
import { type Answer, errcode } from './answer.ts';

const mostBytes = 20_000;

const message = z.strictObject({
  msgtype: z.literal('markdown'),
  markdown: z.strictObject({ title: z.string().min(1), text: z.string().min(1) }),
  at: z.strictObject({ atUserIds: z.array(z.string()), isAtAll: z.boolean() }).optional(),
});

/** https://open.dingtalk.com/document/orgapp/robot-message-types-and-data-format */
export function sayBySession(world: World, rates: Rates, session: string, body: unknown): Answer {
  const found = world.webhooks.get(session);
  if (!found || found.until <= world.now()) return errcode(300001, 'session is not exist or expired');
  const read = message.safeParse(body);
  if (!read.success) return errcode(40035, `invalid parameter: ${read.error.message}`);
  if (Buffer.byteLength(JSON.stringify(body), 'utf8') > mostBytes) return errcode(460101, 'message too long');
  if (!rates.takeByWebhook()) return errcode(130101, 'send too fast, exceed 20 times per minute');
  const { markdown, at } = read.data;
  // Whoever is not named in the text is not told.
  const called = (at?.atUserIds ?? []).filter((id) => markdown.text.includes(`@${id}`));
  if (called.length < (at?.atUserIds.length ?? 0))
    world.problems.push('somebody is in `at` and not in the text');
  world.shown.push({
    id: world.id(),
    channel: found.channel,
    text: markdown.text,
    buttons: [],
    past: [],
    at: called,
  });
  return errcode(0, 'ok');
}
