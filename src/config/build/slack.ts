import type { SlackChat } from '../../model/config.ts';
import { listen as listenSchema, type SlackChatInput } from '../schema/slack.ts';
import { given } from './given.ts';

export const slackChat = (input: SlackChatInput): SlackChat => ({
  botToken: input.botToken,
  by: by(input),
  ...given({
    channel: input.channel,
    language: input.language,
    languages: input.languages,
    apiUrl: input.apiUrl && withSlash(input.apiUrl),
  }),
});

function by({ appToken, signingSecret, listen }: SlackChatInput): SlackChat['by'] {
  if (appToken !== undefined) return { mode: 'socket', appToken };
  // Validation has seen to it that there is one of the two; nothing else may ever stand in for it.
  if (signingSecret === undefined) throw new Error('chat.slack has neither appToken nor signingSecret'); // not shown
  return { mode: 'http', signingSecret, ...(listen ?? listenSchema.parse({})) };
}

/** Method names are put right behind it. */
const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);
