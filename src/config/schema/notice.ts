import type { z } from 'zod';
import { kept } from '../../text/say.ts';
import { keys, language, list, named, text } from './leaf.ts';
import { only, plainName, secret, whenMapping } from './special.ts';

const address = (value: string): string | undefined =>
  /^https?:\/\/[^\s/?#]+/.test(value) && URL.canParse(value)
    ? undefined
    : kept`must be an http:// or https:// URL`;
const robotAddress = (value: string): string | undefined =>
  address(value) ??
  (new URL(value).searchParams.has('access_token')
    ? undefined
    : kept`must be the robot’s URL with its \`access_token\``);
const signSecret = (value: string): string | undefined =>
  /^SEC\S+$/.test(value) ? undefined : kept`must be the robot’s sign secret, which begins with \`SEC\``;

const dingtalk = keys({
  url: secret(robotAddress).describe(
    kept`The robot's “Webhook”: \`https://oapi.dingtalk.com/robot/send?access_token=…\`.`,
  ),
  secret: secret(signSecret).describe(
    kept`Its sign secret (\`SEC…\`): of the security settings of a custom robot choose “sign” (加签).`,
  ),
});

const webhook = keys({
  url: secret(address).describe(kept`Takes a POST with a JSON event.`),
  secret: secret().describe(
    kept`Signs each event: \`X-Rollout-Signature\` is \`v1=\` and the HMAC-SHA256 of \`TIMESTAMP.BODY\`, in hexadecimal.`,
  ),
});

const notice = keys({
  dingtalk: dingtalk.optional().describe(kept`A custom robot of a DingTalk group.`),
  webhook: webhook
    .optional()
    .describe(kept`Any address: \`src/chat/notice/README.md\` says what it gets, and how to check it.`),
  clusters: list(
    text(kept`must be a cluster's name`),
    kept`must be a list of clusters`,
    kept`must name at least one of its clusters`,
  )
    .optional()
    .meta({ 'x-default': kept`all` })
    .describe(kept`The clusters whose rollouts and overrides are told.`),
  language: language()
    .optional()
    .describe(kept`In which language it is told, in place of the bot's \`language\`.`),
}).superRefine(only('exactlyOne', ['dingtalk', 'webhook']), whenMapping);

export const notices = named(notice, plainName)
  .optional()
  .describe(kept`Who is only told, of every state of a rollout or an override, by names of your own choice.`);

export type NoticeInput = z.output<typeof notice>;
