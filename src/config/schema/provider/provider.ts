import { z } from 'zod';
import { kept } from '../../../text/say.ts';
import { got, named } from '../leaf.ts';
import { aliyunSlb } from './aliyun-slb.ts';
import { f5 } from './f5.ts';
import { haproxy } from './haproxy.ts';
import { lvs } from './lvs.ts';
import { nginx } from './nginx.ts';
import { ucloudUlb } from './ucloud-ulb.ts';

/** One entry a kind, each in a file of its own beside this one. */
const kinds = [haproxy, aliyunSlb, ucloudUlb, lvs, f5, nginx] as const;

const told = kinds.map(({ shape }) => `\`${shape.type.value}\``).join(', ');

const provider = z
  .discriminatedUnion('type', kinds, { error: kept`must be a load balancer with a \`type\` (${told})` + got })
  .describe(kept`One load balancer.`);

export const providers = named(provider, {
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
  hint: kept`must be a name of letters, digits, \`.\`, \`_\` and \`-\`, as pools are written PROVIDER/POOL`,
  atLeast: 1,
}).describe(kept`The load balancers, by names of your own choice.`);

export type ProviderInput = z.output<typeof provider>;
