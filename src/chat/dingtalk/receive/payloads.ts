import { z } from 'zod';

/** What is read of DingTalk's callbacks; all else is passed over. */

const id = z.string().min(1).max(255);

/** https://open.dingtalk.com/document/orgapp/receive-message */
export const robotMessage = z.object({
  msgId: id,
  conversationId: id,
  /** 1: the robot's own conversation with a person; 2: a group. */
  conversationType: z.enum(['1', '2']),
  conversationTitle: z.string().optional().catch(undefined),
  /** Absent for people from outside of the company. */
  senderStaffId: z.string().optional().catch(undefined),
  senderNick: z.string().catch(''),
  senderCorpId: z.string().optional().catch(undefined),
  chatbotCorpId: z.string().optional().catch(undefined),
  sessionWebhook: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  sessionWebhookExpiredTime: z.number().catch(0),
  msgtype: z.string(),
  text: z.object({ content: z.string() }).optional().catch(undefined),
  content: z
    .object({ richText: z.array(z.object({ text: z.string().optional() })) })
    .optional()
    .catch(undefined),
});
export type RobotMessage = z.infer<typeof robotMessage>;

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('is no JSON'); // not shown
    return z.NEVER;
  }
});

const action = z.object({ cardPrivateData: z.object({ params: z.record(z.string(), z.unknown()) }) });

/** https://open.dingtalk.com/document/orgapp/event-callback-card */
export const cardClick = z.object({
  outTrackId: id,
  userId: id,
  /** The group, where it is one. */
  spaceId: z.string().optional().catch(undefined),
  spaceType: z.string().optional().catch(undefined),
  content: json.pipe(action),
});
export type CardClick = z.infer<typeof cardClick>;

/** The payload of a frame. */
export const payloadOf = <T>(schema: z.ZodType<T>, data: string): T => json.pipe(schema).parse(data);
