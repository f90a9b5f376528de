import { z } from 'zod';
import { viewBlocks } from './blocks.ts';
import { chars, plain } from './objects.ts';

/** https://docs.slack.dev/reference/views */

const base = {
  blocks: viewBlocks,
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: chars(255).optional(),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  ...base,
  title: plain(24),
  submit: plain(24).optional(),
  close: plain(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

export const view = z.discriminatedUnion('type', [
  modal,
  z.strictObject({ type: z.literal('home'), ...base }),
]);
