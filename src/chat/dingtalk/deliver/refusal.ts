import type { Refusal, Trouble } from '../../deliver/platform.ts';
import { notDelivered } from '../client/cards.ts';
import { appCodes, DingTalkFailure } from '../client/trouble.ts';

/** What a failure of DingTalk means for the message that was at hand. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof DingTalkFailure)) return undefined;
  const { trouble } = error;
  if (trouble.kind !== 'refused') return trouble;
  return { kind: 'refused', means: meansOf(trouble.code), code: trouble.code };
}

/**
 * Codes about the conversation or the robot's part in it; DingTalk's documents spell some of them in several ways
 * (https://open.dingtalk.com/document/orgapp/the-robot-sends-a-group-message, error codes).
 */
const shut = [
  /openConversationId|\.cid\b|conversation/i,
  /robotCode|robot\.|^bot\.|chatbot/i,
  /staffId|userIds?\b/i,
  /spaceId|openSpace/i,
];

function meansOf(code: string): Refusal {
  if (appCodes.includes(code)) return 'token';
  return code === notDelivered || shut.some((pattern) => pattern.test(code)) ? 'shut' : 'content';
}
