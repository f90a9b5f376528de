import { z } from 'zod';
import { menu } from './mixins.ts';
import { optionGroup, plainOption } from './objects.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element and multi-select-menu-element */

const many = { max_selected_items: z.number().int().min(1).optional() };
const options = z.array(plainOption).min(1).max(100).optional();
const groups = z.array(optionGroup).min(1).max(100).optional();

const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  ...menu,
  options,
  option_groups: groups,
  initial_option: plainOption.optional(),
});

const multiStaticSelect = z.strictObject({
  type: z.literal('multi_static_select'),
  ...menu,
  ...many,
  options,
  option_groups: groups,
  initial_options: z.array(plainOption).min(1).optional(),
});

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...menu,
  initial_option: plainOption.optional(),
  min_query_length: z.number().int().min(0).optional(),
});

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...menu,
  initial_user: z.string().optional(),
});

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...menu,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z.record(z.string(), z.unknown()).optional(),
});

export const menus = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  usersSelect,
  conversationsSelect,
] as const;
