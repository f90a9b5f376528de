import { z } from 'zod';
import type { DingTalkChat } from '../../../model/config.ts';
import type { Message } from '../render/message.ts';
import type { Call } from './call.ts';
import { templateOf } from './message-template.ts';
import { conversationOf } from './places.ts';
import { DingTalkFailure } from './trouble.ts';

/** Messages that the robot sends by itself. */
export interface Robot {
  /** Gives DingTalk's key of the message. */
  send(channel: string, message: Message): Promise<string>;
  /** To at most 20 people, each in their own conversation with the robot. */
  sendTo(staffIds: readonly string[], message: Message): Promise<string>;
}

const sent = z.object({ processQueryKey: z.string().min(1) });
/** What it did not take for some stands in an answer that says OK. */
const sentToEach = sent.extend({
  processQueryKey: z.string().catch(''),
  invalidStaffIdList: z.array(z.string()).catch([]),
  flowControlledStaffIdList: z.array(z.string()).catch([]),
});

const pauseMs = 30_000;
export const mostReceivers = 20;

/**
 * https://open.dingtalk.com/document/orgapp/the-robot-sends-a-group-message and
 * https://open.dingtalk.com/document/orgapp/chatbots-send-one-on-one-chat-messages-in-batches
 */
export function createRobot(call: Call, { robotCode }: Pick<DingTalkChat, 'robotCode'>): Robot {
  const sendTo = async (staffIds: readonly string[], message: Message) => {
    const path = 'v1.0/robot/oToMessages/batchSend';
    const userIds = staffIds.slice(0, mostReceivers);
    const answer = await call('POST', path, { robotCode, userIds, ...templateOf(message) }, sentToEach);
    const { invalidStaffIdList: invalid, flowControlledStaffIdList: limited } = answer;
    if (invalid.length === userIds.length)
      throw new DingTalkFailure(path, { kind: 'refused', code: 'invalidStaffId' });
    if (limited.length > 0 && limited.length + invalid.length === userIds.length)
      throw new DingTalkFailure(path, { kind: 'ratelimited', retryAfterMs: pauseMs, code: 'flowControlled' });
    return answer.processQueryKey;
  };
  return {
    sendTo,
    async send(channel, message) {
      const to = conversationOf(channel);
      if ('person' in to) return sendTo([to.person], message);
      const body = { robotCode, openConversationId: to.group, ...templateOf(message) };
      const { processQueryKey } = await call('POST', 'v1.0/robot/groupMessages/send', body, sent);
      return processQueryKey;
    },
  };
}
