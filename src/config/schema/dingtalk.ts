import type { z } from 'zod';
import { kept } from '../../text/say.ts';
import { keys, language, named, text } from './leaf.ts';
import { baseUrl, secret } from './special.ts';

/** A person in the company's directory: whatever the company uses as ids there, up to 64 characters. */
export const staffId = () =>
  text(
    kept`must be a DingTalk user id such as \`012345678\` (the userid of the company's directory, not a name or a phone number)`,
    /^[^\s,@/]{1,64}$/,
  ).meta({ 'x-type': 'user id' });

/** A group as its messages name it: `cid…`, in base64. */
const conversationPattern = /^cid[A-Za-z0-9+/]+={0,2}$/;
const conversationText = kept`must be a DingTalk conversation id such as \`cidAbc123==\` (not a group name); the bot logs it when it is mentioned in the group`;
export const conversationId = () =>
  text(conversationText, conversationPattern).meta({ 'x-type': 'conversation id' });

const clientSecret = (value: string): string | undefined =>
  /^\S+$/.test(value) ? undefined : kept`must be the “Client Secret” of the app, and nothing else`;

/** The connection to DingTalk, in Stream mode: nothing has to reach the bot. */
export const dingtalkChat = keys({
  clientId: text(kept`must be the app's “Client ID” (formerly AppKey)`, /^[A-Za-z0-9_-]+$/).describe(
    kept`The app's “Client ID” (formerly AppKey), under “Credentials and Basic Information” of its settings.`,
  ),
  clientSecret: secret(clientSecret).describe(
    kept`The app's “Client Secret” (formerly AppSecret), beside it.`,
  ),
  robotCode: text(kept`must be the app's robot code`, /^[A-Za-z0-9_-]+$/)
    .optional()
    .meta({ 'x-default': kept`the \`clientId\`` })
    .describe(kept`The robot's code, where it is not the app's id.`),
  cardTemplate: text(kept`must be the id of a card template`, /^[A-Za-z0-9._-]+$/)
    .optional()
    .meta({ 'x-default': kept`messages with buttons, of which none is changed` })
    .describe(
      kept`Id of a published card template (\`….schema\`) with the variables that \`src/chat/dingtalk/README.md\` lists: with it one card is changed in place, and a click is seen by nobody else.`,
    ),
  channel: conversationId()
    .optional()
    .describe(
      kept`Conversation id of the group where rollouts are told that were begun in the terminal, for clusters without \`channels\`.`,
    ),
  language: language()
    .optional()
    .describe(kept`In which language it is told there, in place of the bot's \`language\`.`),
  languages: named(language(), { pattern: conversationPattern, hint: conversationText })
    .optional()
    .describe(kept`Languages of single groups, by their conversation ids: \`cidAbc123==: zh-CN\`.`),
  apiUrl: baseUrl()
    .optional()
    .meta({ 'x-default': '`https://api.dingtalk.com/`' })
    .describe(kept`Another address of DingTalk's API (a dedicated DingTalk's, or a proxy's).`),
});

export type DingTalkChatInput = z.output<typeof dingtalkChat>;
