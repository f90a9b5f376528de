import { z } from 'zod';
import { choice, duration, isRecord, keys, text } from '../leaf.ts';
import { only, secret, whenMapping } from '../special.ts';

const aUrl = 'an https:// URL without a path; http:// only to this machine';

/** A secret without spaces. @param what completes "must be …" */
const key = (what: string) =>
  secret((value) => (/^\S+$/.test(value) ? undefined : `must be ${what}, and nothing else`));

/** What is said about parts that belong to an access key, where the key is not whole. */
function wholeKey(given: unknown, context: { addIssue(message: string): void }): void {
  if (!isRecord(given)) return;
  if ('accessKeyId' in given) {
    if (!('accessKeySecret' in given)) context.addIssue('has `accessKeyId` without its `accessKeySecret`');
    return;
  }
  if (!('ramRole' in given)) return;
  for (const part of ['accessKeySecret', 'securityToken'].filter((name) => name in given))
    context.addIssue(`has \`${part}\`, which goes with \`accessKeyId\`; a \`ramRole\` has keys of its own`);
}

export const aliyunSlb = keys({
  type: z.literal('aliyun-slb').meta({ 'x-type': '`aliyun-slb`' }).describe('The kind of load balancer.'),
  region: text("a region's id such as `cn-hangzhou`", /^[a-z]{2}(-[a-z0-9]+)+$/).describe(
    'The region of the load balancers and of their servers.',
  ),
  endpoint: text(aUrl, /^(https:\/\/[^\s/?#@]+|http:\/\/(127(\.\d+){3}|localhost|\[::1\])(:\d{1,5})?)\/?$/)
    .superRefine((value, context) => {
      if (!URL.canParse(value.replaceAll('{service}', 'slb'))) context.addIssue(`must be ${aUrl}`);
    })
    .optional()
    .meta({ 'x-default': "the region's own", 'x-type': 'URL' })
    .describe(
      'Another address of the API, such as `https://{service}-vpc.cn-hangzhou.aliyuncs.com`; `{service}` in it stands for `slb` or `ecs`.',
    ),
  accessKeyId: key('the id of an access key').optional().describe("A RAM user's AccessKey ID."),
  accessKeySecret: key("an access key's secret").optional().describe("The access key's secret."),
  securityToken: key('the token of a temporary access key')
    .optional()
    .describe('Where the access key is a temporary one of STS: its token. It is not renewed.'),
  ramRole: text("a RAM role's name", /^[A-Za-z0-9._-]{1,64}$/)
    .optional()
    .describe(
      'Instead of an access key: the RAM role of the ECS instance that the bot runs on; its keys are renewed by themselves.',
    ),
  listenerProtocol: choice(['tcp', 'udp', 'http', 'https'])
    .optional()
    .meta({ 'x-default': 'all' })
    .describe(
      "Whose health checks count, where a server's health is seen by listeners of several protocols.",
    ),
  timeout: duration()
    .prefault('30s')
    .describe('For reading a pool, and for a change from when it is its turn, with all that is tried again.'),
})
  .superRefine(only('exactly one', ['accessKeyId', 'ramRole']), whenMapping)
  .superRefine(wholeKey, whenMapping)
  .describe('The classic load balancers (SLB, CLB) of an Aliyun account in one region.');

export type AliyunSlbInput = z.output<typeof aliyunSlb>;
