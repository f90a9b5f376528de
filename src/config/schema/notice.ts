import type { z } from 'zod';
import { keys, language, list, named, text } from './leaf.ts';
import { only, plainName, secret, whenMapping } from './special.ts';

const address = (value: string): string | undefined =>
  /^https?:\/\/[^\s/?#]+/.test(value) && URL.canParse(value)
    ? undefined
    : 'must be an http:// or https:// URL';
const robotAddress = (value: string): string | undefined =>
  address(value) ??
  (new URL(value).searchParams.has('access_token')
    ? undefined
    : 'must be the robot’s URL with its `access_token`');
const signSecret = (value: string): string | undefined =>
  /^SEC\S+$/.test(value) ? undefined : 'must be the robot’s sign secret, which begins with `SEC`';

const dingtalk = keys({
  url: secret(robotAddress).describe(
    "The robot's “Webhook”: `https://oapi.dingtalk.com/robot/send?access_token=…`.",
  ),
  secret: secret(signSecret).describe(
    'Its sign secret (`SEC…`): of the security settings of a custom robot choose “sign” (加签).',
  ),
});

const webhook = keys({
  url: secret(address).describe('Takes a POST with a JSON event.'),
  secret: secret().describe(
    'Signs each event: `X-Rollout-Signature` is `v1=` and the HMAC-SHA256 of `TIMESTAMP.BODY`, in hexadecimal.',
  ),
});

const notice = keys({
  dingtalk: dingtalk.optional().describe('A custom robot of a DingTalk group.'),
  webhook: webhook
    .optional()
    .describe('Any address: `src/chat/notice/README.md` says what it gets, and how to check it.'),
  clusters: list(text("a cluster's name"), 'clusters')
    .optional()
    .meta({ 'x-default': 'all' })
    .describe('The clusters whose rollouts and overrides are told.'),
  language: language().optional().describe("In which language it is told, in place of the bot's `language`."),
}).superRefine(only('exactly one', ['dingtalk', 'webhook']), whenMapping);

export const notices = named(notice, plainName)
  .optional()
  .describe('Who is only told, of every state of a rollout or an override, by names of your own choice.');

export type NoticeInput = z.output<typeof notice>;
