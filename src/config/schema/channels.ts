import { kept } from '../../text/say.ts';
import { conversationId } from './dingtalk.ts';
import { keys } from './leaf.ts';
import { channelId } from './slack.ts';
import { oneOrMany } from './special.ts';

/** A cluster's own channels, by chat. */
export const channels = keys({
  slack: oneOrMany(channelId(), kept`a Slack channel's id`)
    .optional()
    .meta({ 'x-default': kept`where it was asked for` })
    .describe(
      kept`Id of a Slack channel that the bot is a member of (\`C012AB3CD\`, at the bottom of the channel's details), or a list of them.`,
    ),
  dingtalk: oneOrMany(conversationId(), kept`a DingTalk group's conversation id`)
    .optional()
    .meta({ 'x-default': kept`where it was asked for` })
    .describe(
      kept`Conversation id of a DingTalk group that the bot is in (\`cid…\`; the bot logs it when it is mentioned there), or a list of them.`,
    ),
});
