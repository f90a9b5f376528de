import { z } from 'zod';
import { kept } from '../../text/say.ts';
import { keys, list, named, text } from './leaf.ts';
import { oneOrMany } from './special.ts';
import { sshOverride } from './ssh.ts';

const told = kept`must be a pool written PROVIDER/NAME, such as \`lb1/web\`, or a mapping with \`provider\` and \`name\``;

const poolMap = keys({
  provider: text(kept`must be a provider's name`, /^[^\s/;]+$/).describe(kept`One of \`providers\`.`),
  name: text(kept`must be a pool's name without spaces`, /^[^\s;]+$/).describe(
    kept`The load balancer's own name for it: a HAProxy backend, for instance; each kind's README says how its pools are called.`,
  ),
  member: oneOrMany(
    text(
      kept`must be a member's name without spaces; \`{host}\` in it is the host's name`,
      /^([^\s;{}]|\{host\})+$/,
    ),
    kept`a member's name`,
  )
    .optional()
    .meta({ 'x-default': '`{host}`' })
    .describe(
      kept`What the hosts are called in this pool; \`{host}\` in it is the host's name. A list where each host is in it on several ports.`,
    ),
});

const poolText = z
  .string({ error: told })
  .regex(/^[^\s/;]+\/[^\s;]+$/, { error: told })
  .transform(
    (value): z.output<typeof poolMap> => ({
      provider: value.slice(0, value.indexOf('/')),
      name: value.slice(value.indexOf('/') + 1),
    }),
  );

/** `lb1/web`, or the same in words, with a template for its members' names. */
export const pool = z.union([poolText, poolMap], { error: told });

const member = z
  .union(
    [
      text(kept`must be a member's name without spaces`, /^[^\s;]+$/),
      list(
        text(kept`must be a member's name without spaces`, /^[^\s;]+$/),
        kept`must be a list of names`,
        kept`must name at least one of its names`,
      ),
      z.literal(false, { error: kept`must be a name, a list of names, or \`false\`` }),
    ],
    { error: kept`must be a member's name, a list of them, or \`false\` for “not in this pool”` },
  )
  .meta({ 'x-type': 'text, a list or `false`' });

const hostName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/;
const name = text(kept`must be a host name of letters, digits, \`.\`, \`_\` and \`-\``, hostName);

const hostMap = keys({
  name: name.describe(kept`What the host is called in commands and messages.`),
  address: text(kept`must be a host name or IP address`, /^[^\s/@,]+$/)
    .optional()
    .meta({ 'x-default': kept`the name` })
    .describe(kept`What SSH and probes connect to.`),
  members: named(member, { pattern: /^[^\s/;]+\/[^\s;]+$/, hint: kept`must be a pool written PROVIDER/NAME` })
    .optional()
    .meta({ 'x-default': kept`the name, in every pool` })
    .describe(
      kept`By pool (PROVIDER/NAME): the member's name there, or \`false\` where the host is not in that pool.`,
    ),
  ssh: sshOverride.optional().describe(kept`Where this host differs from \`deploy.ssh\`.`),
});

/** `web-01`, or a mapping where more than the name has to be said. */
export const host = z.union(
  [name.transform((value): z.output<typeof hostMap> => ({ name: value })), hostMap],
  {
    error: kept`must be a host's name, or a mapping with \`name\`, \`address\`, \`members\` and \`ssh\``,
  },
);

export type PoolInput = z.output<typeof pool>;
export type HostInput = z.output<typeof hostMap>;
