import type { SlackChat } from '../../../model/config.ts';
import type { SlackClient } from './api.ts';
import { createCall } from './call.ts';
import { conversationMethods } from './conversation.ts';
import { fileMethods } from './files.ts';
import type { Log } from './log.ts';
import { messageMethods } from './messages.ts';
import { peopleMethods } from './people.ts';
import { viewMethods } from './views.ts';

export type * from './api.ts';

/** @param config whose token is used, and which Slack is asked. */
export function createSlackClient(config: Pick<SlackChat, 'botToken' | 'apiUrl'>, log: Log): SlackClient {
  const call = createCall(config.botToken, config.apiUrl, log);
  return {
    ...messageMethods(call),
    ...conversationMethods(call),
    ...fileMethods(call),
    ...viewMethods(call),
    ...peopleMethods(call),
  };
}
