import { z } from 'zod';
import { menus } from './menus.ts';
import { confirmable, dispatchable, focusable, menu, typed } from './mixins.ts';
import { anyOption, chars, overflowOption, plain } from './objects.ts';

/** Block elements. https://docs.slack.dev/reference/block-kit/block-elements */

const button = z.strictObject({
  type: z.literal('button'),
  ...confirmable,
  text: plain(75),
  value: chars(2000).optional(),
  url: chars(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: chars(75).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...confirmable,
  options: z.array(overflowOption).min(1).max(5),
});

const radio = z.strictObject({
  type: z.literal('radio_buttons'),
  ...confirmable,
  ...focusable,
  options: z.array(anyOption).min(1).max(10),
  initial_option: anyOption.optional(),
});

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...confirmable,
  ...focusable,
  options: z.array(anyOption).min(1).max(10),
  initial_options: z.array(anyOption).min(1).optional(),
});

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...menu,
  initial_date: z.iso.date().optional(),
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...menu,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().optional(),
});

const plainInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...typed,
  ...dispatchable,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
});

const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  ...dispatchable,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});

export const image = z
  .strictObject({
    type: z.literal('image'),
    alt_text: z.string().max(2000),
    image_url: chars(3000).optional(),
    slack_file: z.record(z.string(), z.string()).optional(),
  })
  .refine((one) => (one.image_url === undefined) !== (one.slack_file === undefined), {
    error: 'needs either image_url or slack_file',
  });

const choices = [radio, checkboxes, datepicker, timepicker] as const;

export const actionElement = z.discriminatedUnion('type', [button, overflow, ...menus, ...choices]);
export const accessory = z.discriminatedUnion('type', [button, overflow, image, ...menus, ...choices]);
export const inputElement = z.discriminatedUnion('type', [plainInput, numberInput, ...menus, ...choices]);
