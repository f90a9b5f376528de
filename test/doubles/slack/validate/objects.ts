import { z } from 'zod';

/** Composition objects. https://docs.slack.dev/reference/block-kit/composition-objects */

export const chars = (most: number, least = 1) => z.string().min(least).max(most);

export const plain = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: chars(most), emoji: z.boolean().optional() });

export const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: chars(most), verbatim: z.boolean().optional() });

export const text = (most: number) => z.discriminatedUnion('type', [plain(most), mrkdwn(most)]);

/** block_id and action_id. */
export const id = chars(255).optional();

export const confirm = z.strictObject({
  title: plain(100).optional(),
  text: text(300),
  confirm: plain(30).optional(),
  deny: plain(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

/** Of selects and overflow menus; only the latter's may have a url. */
export const plainOption = z.strictObject({
  text: plain(75),
  value: chars(150),
  description: plain(75).optional(),
});

export const overflowOption = plainOption.extend({ url: chars(3000).optional() });

/** Of radio buttons and checkboxes. */
export const anyOption = z.strictObject({
  text: text(75),
  value: chars(150),
  description: text(75).optional(),
});

export const optionGroup = z.strictObject({
  label: plain(75),
  options: z.array(plainOption).min(1).max(100),
});

export const dispatchConfig = z.strictObject({
  trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
});
