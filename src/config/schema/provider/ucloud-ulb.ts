import { z } from 'zod';
import { kept } from '../../../text/say.ts';
import { duration, got, keys, text } from '../leaf.ts';
import { baseUrl, kindOfBalancer, secret } from '../special.ts';

/**
 * How a member is taken out. UCloud takes weights from 1 to 100 (API documents, ulb-api/update_backend_attribute.md), and
 * at weight 1 a member still gets connections: that is no draining, so `weight` is refused with the reason.
 */
const drainBy = z
  .literal('enabled', {
    error: ({ input }) =>
      input === 'weight'
        ? kept`cannot be \`weight\`: UCloud has no weight of 0, and with 1 a member still gets connections; leave it at \`enabled\``
        : kept`must be \`enabled\`` + got,
  })
  .meta({ 'x-type': '`enabled`' });

export const ucloudUlb = keys({
  type: z.literal('ucloud-ulb').meta({ 'x-type': '`ucloud-ulb`' }).describe(`${kindOfBalancer}.`),
  region: text(
    kept`must be a region such as \`cn-bj2\`, and not a zone such as \`cn-bj2-02\``,
    /^(?!.*-\d+$)[a-z][a-z0-9-]*$/,
  ).describe(kept`The region of the load balancers, such as \`cn-bj2\`.`),
  projectId: text(
    kept`must be a project's id such as \`org-abc123\`, not its name`,
    /^[A-Za-z]+-[A-Za-z0-9]+$/,
  ).describe(
    kept`Id of the project that they belong to (\`org-…\` or \`project-…\`, in the console's project list).`,
  ),
  publicKey: secret().describe(kept`The public half of an API key, of the console's “UAPI” page.`),
  privateKey: secret().describe(kept`The private half of it.`),
  endpoint: baseUrl()
    .prefault('https://api.ucloud.cn')
    .describe(
      kept`Where the API is; within a VPC also \`http://api.service.ucloud.cn\`, which has no encryption.`,
    ),
  drainBy: drainBy
    .prefault('enabled')
    .describe(
      kept`How a member is taken out: \`enabled\` disables it, as the console does, and its connections live on. UCloud has no weight of 0 to drain with.`,
    ),
  timeout: duration()
    .prefault('30s')
    .describe(
      kept`For one call to the API, also where it has to be tried again because of too many requests.`,
    ),
}).describe(
  kept`The load balancers (ULB, now called CLB) of one UCloud project in one region. A pool is ULB/VSERVER.`,
);

export type UcloudUlbInput = z.output<typeof ucloudUlb>;
