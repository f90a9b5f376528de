import { z } from 'zod';
import { languages } from '../../../text/language.ts';

/** What is read of Slack's view payloads (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload). */

const value = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});
const view = z.object({
  id: z.string().min(1),
  hash: z.string(),
  private_metadata: z.string(),
  /** By block_id and action_id. */
  state: z.object({ values: z.record(z.string(), z.record(z.string(), value)) }),
});
export type FormView = z.infer<typeof view>;

export const submission = z.object({ trigger_id: z.string().min(1), view });
/** The choice of a cluster in the form. */
export const choice = z.object({ view });

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('is not JSON'); // not shown
    return z.NEVER;
  }
});
/** The `private_metadata` of our own views. */
export const formMetadata = json.pipe(
  z.object({ channel: z.string().min(1), language: z.enum(languages).exactOptional() }),
);
export const previewMetadata = json.pipe(
  z.object({ channel: z.string().min(1), command: z.string().min(1) }),
);
