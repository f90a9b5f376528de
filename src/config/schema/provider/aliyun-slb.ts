import { z } from 'zod';
import { kept } from '../../../text/say.ts';
import { choice, duration, isRecord, keys, text } from '../leaf.ts';
import { kindOfBalancer, only, secret, whenMapping } from '../special.ts';

const aUrl = kept`must be an https:// URL without a path; http:// only to this machine`;

/** A secret without spaces. @param what completes "must be …" */
const key = (what: string) =>
  secret((value) => (/^\S+$/.test(value) ? undefined : kept`must be ${what}, and nothing else`));

/** What is said about parts that belong to an access key, where the key is not whole. */
function wholeKey(given: unknown, context: { addIssue(message: string): void }): void {
  if (!isRecord(given)) return;
  if ('accessKeyId' in given) {
    if (!('accessKeySecret' in given))
      context.addIssue(kept`has \`accessKeyId\` without its \`accessKeySecret\``);
    return;
  }
  if (!('ramRole' in given)) return;
  for (const part of ['accessKeySecret', 'securityToken'].filter((name) => name in given))
    context.addIssue(
      kept`has \`${part}\`, which goes with \`accessKeyId\`; a \`ramRole\` has keys of its own`,
    );
}

export const aliyunSlb = keys({
  type: z.literal('aliyun-slb').meta({ 'x-type': '`aliyun-slb`' }).describe(`${kindOfBalancer}.`),
  region: text(kept`must be a region's id such as \`cn-hangzhou\``, /^[a-z]{2}(-[a-z0-9]+)+$/).describe(
    kept`The region of the load balancers and of their servers.`,
  ),
  endpoint: text(aUrl, /^(https:\/\/[^\s/?#@]+|http:\/\/(127(\.\d+){3}|localhost|\[::1\])(:\d{1,5})?)\/?$/)
    .superRefine((value, context) => {
      if (!URL.canParse(value.replaceAll('{service}', 'slb'))) context.addIssue(aUrl);
    })
    .optional()
    .meta({ 'x-default': kept`the region's own`, 'x-type': 'URL' })
    .describe(
      kept`Another address of the API, such as \`https://{service}-vpc.cn-hangzhou.aliyuncs.com\`; \`{service}\` in it stands for \`slb\` or \`ecs\`.`,
    ),
  accessKeyId: key(kept`the id of an access key`).optional().describe(kept`A RAM user's AccessKey ID.`),
  accessKeySecret: key(kept`an access key's secret`).optional().describe(kept`The access key's secret.`),
  securityToken: key(kept`the token of a temporary access key`)
    .optional()
    .describe(kept`Where the access key is a temporary one of STS: its token. It is not renewed.`),
  ramRole: text(kept`must be a RAM role's name`, /^[A-Za-z0-9._-]{1,64}$/)
    .optional()
    .describe(
      kept`Instead of an access key: the RAM role of the ECS instance that the bot runs on; its keys are renewed by themselves.`,
    ),
  listenerProtocol: choice(['tcp', 'udp', 'http', 'https'])
    .optional()
    .meta({ 'x-default': 'all' })
    .describe(
      kept`Whose health checks count, where a server's health is seen by listeners of several protocols.`,
    ),
  timeout: duration()
    .prefault('30s')
    .describe(
      kept`For reading a pool, and for a change from when it is its turn, with all that is tried again.`,
    ),
})
  .superRefine(only('exactlyOne', ['accessKeyId', 'ramRole']), whenMapping)
  .superRefine(wholeKey, whenMapping)
  .describe(kept`The classic load balancers (SLB, CLB) of an Aliyun account in one region.`);

export type AliyunSlbInput = z.output<typeof aliyunSlb>;
