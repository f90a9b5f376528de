import type { z } from 'zod';
import { kept } from '../../text/say.ts';
import { isRecord, keys, language, named, text, whole } from './leaf.ts';
import { appToken, botToken, signingSecret } from './slack-secrets.ts';
import { baseUrl, only, secret, whenMapping } from './special.ts';

// Ids are capital letters and digits after a letter that says what they stand for, as in
// https://github.com/slackapi/slack-api-specs/blob/master/web-api/slack_web_openapi_v2.json.

/** A user of a workspace (`U…`) or of a whole Enterprise organisation (`W…`). */
export const userId = () =>
  text(
    kept`must be a Slack user's id such as \`U012AB3CD\` (not a name); “Copy member ID” in the person's profile gives it`,
    /^[UW][A-Z0-9]{2,}$/,
  ).meta({ 'x-type': 'user id' });

export const userGroupId = () =>
  text(
    kept`must be a Slack user group's id such as \`S012AB3CD\` (not a handle); “Copy group ID” in the group's menu gives it`,
    /^S[A-Z0-9]{2,}$/,
  ).meta({ 'x-type': 'user group id' });

/** A channel (`C…`), a private one of older days (`G…`), or a direct message (`D…`). */
const channelPattern = /^[CGD][A-Z0-9]{2,}$/;
const channelHint = kept`must be a Slack channel's id such as \`C012AB3CD\` (not its name); take it from the bottom of the channel's details`;
export const channelId = () => text(channelHint, channelPattern).meta({ 'x-type': 'channel id' });

/** Where Slack's requests arrive; a proxy with TLS stands before it. */
export const listen = keys({
  host: text(kept`must be a host name or address`, /^[^\s/@]+$/)
    .prefault('127.0.0.1')
    .describe(kept`Address to listen on.`),
  port: whole(1, 65_535, kept`a port`).prefault(3000).describe(kept`Port to listen on.`),
  path: text(kept`must be a path that begins with \`/\``, /^\/[^\s?#]*$/)
    .prefault('/slack/events')
    .describe(kept`Path of the app's request URLs.`),
});

/** The connection to Slack: Socket Mode with an app token, HTTP with a signing secret. */
export const slackChat = keys({
  botToken: secret(botToken).describe(
    kept`The app's “Bot User OAuth Token” (\`xoxb-…\`), under “OAuth & Permissions” of its settings.`,
  ),
  appToken: secret(appToken)
    .optional()
    .describe(
      kept`For Socket Mode, which needs no address of its own: an app-level token (\`xapp-…\`) with \`connections:write\`, under “Basic Information”.`,
    ),
  signingSecret: secret(signingSecret)
    .optional()
    .describe(
      kept`Instead of \`appToken\`, for HTTP: the app's “Signing Secret”, under “Basic Information”. Slack then sends its requests to \`listen\`.`,
    ),
  listen: listen
    .optional()
    .meta({ 'x-default': '`127.0.0.1:3000/slack/events`', 'x-unless': ['appToken'] })
    .describe(kept`For HTTP: where Slack's requests arrive; a proxy with TLS stands before it.`),
  channel: channelId()
    .optional()
    .describe(
      kept`Id of the channel where rollouts are told that were begun in the terminal, for clusters without \`channels\`.`,
    ),
  language: language()
    .optional()
    .describe(kept`In which language it is told there, in place of the bot's \`language\`.`),
  languages: named(language(), { pattern: channelPattern, hint: channelHint })
    .optional()
    .describe(kept`Languages of single channels, by their ids: \`C012AB3CD: zh-CN\`.`),
  apiUrl: baseUrl()
    .optional()
    .meta({ 'x-default': '`https://slack.com/api/`' })
    .describe(kept`Another address of Slack's Web API (GovSlack's, or a proxy's).`),
})
  .superRefine(only('exactlyOne', ['appToken', 'signingSecret']), whenMapping)
  .superRefine((given, context) => {
    if (isRecord(given) && 'listen' in given && 'appToken' in given && !('signingSecret' in given))
      context.addIssue(
        kept`has a \`listen\`, which goes with \`signingSecret\`; Socket Mode listens nowhere`,
      );
  }, whenMapping);

export type SlackChatInput = z.output<typeof slackChat>;
