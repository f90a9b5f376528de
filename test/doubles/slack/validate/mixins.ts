import { z } from 'zod';
import { confirm, dispatchConfig, id, plain } from './objects.ts';

/** Properties that several elements share. */

export const actionable = { action_id: id };
export const confirmable = { ...actionable, confirm: confirm.optional() };
export const focusable = { focus_on_load: z.boolean().optional() };
export const menu = { ...confirmable, ...focusable, placeholder: plain(150).optional() };
export const typed = { ...actionable, ...focusable, placeholder: plain(150).optional() };
export const dispatchable = { dispatch_action_config: dispatchConfig.optional() };
