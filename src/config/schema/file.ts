import { z } from 'zod';
import { kept } from '../../text/say.ts';
import { access } from './access.ts';
import { channels } from './channels.ts';
import { deploy } from './deploy.ts';
import { dingtalkChat } from './dingtalk.ts';
import { freezes } from './freeze.ts';
import { duration, flag, keys, language, list, named } from './leaf.ts';
import { locks } from './locks.ts';
import { notices } from './notice.ts';
import { groups, people } from './people.ts';
import { host, pool } from './pool.ts';
import { providers } from './provider/provider.ts';
import { slackChat } from './slack.ts';
import { localPath, secret } from './special.ts';
import { strategy } from './strategy.ts';
import { verify } from './verify.ts';

const cluster = keys({
  pools: list(pool, kept`must be a list of pools`, kept`must name at least one of its pools`).describe(
    kept`Where its hosts take traffic: \`PROVIDER/NAME\` or a mapping. Hosts are drained in this order, restored in reverse.`,
  ),
  hosts: list(host, kept`must be a list of hosts`, kept`must name at least one of its hosts`).describe(
    kept`Its hosts, in the order in which they are rolled: names or mappings.`,
  ),
  deploy: deploy.describe(kept`How a release gets onto a host.`),
  verify: verify.describe(kept`Probes that a host must pass, in order, before it goes back into its pools.`),
  strategy: strategy.prefault({}).describe(kept`How a rollout goes over the hosts.`),
  access: access.prefault({}).describe(kept`Who may do what: names of \`people\` and of \`groups\`.`),
  channels: channels
    .optional()
    .describe(kept`Where its rollouts and overrides are told, whoever asks for them from wherever.`),
});

/** Names such as `r12` are rollouts, `o5` overrides: `status r12` must mean one thing. */
const clusters = named(cluster, {
  pattern: /^(?![roRO]\d+$)[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
  hint: kept`must be a name of letters, digits, \`.\`, \`_\` and \`-\`, and not look like the id of a rollout (\`r12\`) or an override (\`o5\`)`,
  atLeast: 1,
}).describe(kept`The clusters, by name: each one's hosts serve one service and are rolled together.`);

const storeKinds = kept`must be \`embedded\`, or a mapping with the PostgreSQL \`url\``;
const store = z.union(
  [
    z.literal('embedded', { error: storeKinds }),
    keys({
      url: secret().describe(
        kept`PostgreSQL: \`postgres://USER:PASSWORD@HOST/DATABASE\`, best from a variable or a file.`,
      ),
    }),
  ],
  { error: storeKinds },
);

/** The whole of rollout.yml, as written; its output is plain values in milliseconds and amounts. */
export const file = keys({
  providers,
  clusters,
  people,
  groups,
  freezes,
  notices,
  store: store
    .prefault('embedded')
    .describe(kept`\`embedded\` (in \`dataDir\`, nothing to install), or a PostgreSQL database.`),
  locks: locks
    .prefault('store')
    .describe(
      kept`Where cluster locks live, and where processes know of each other: \`store\`, or a Redis; that needs a PostgreSQL \`store\`, which keeps a copy of the locks.`,
    ),
  chat: keys({
    local: flag().prefault(true).describe(kept`\`rollout chat\` and \`rollout exec\` on the bot's machine.`),
    slack: slackChat.optional().describe(kept`The connection to Slack.`),
    dingtalk: dingtalkChat.optional().describe(kept`The connection to DingTalk; beside Slack, if you like.`),
  })
    .prefault({})
    .describe(kept`Where people talk to the bot.`),
  dataDir: localPath(kept`a folder`)
    .prefault('.rollout')
    .describe(kept`Holds the embedded database and the bot's local socket; relative to this file.`),
  approvalExpires: duration()
    .prefault('30m')
    .describe(kept`A plan that nobody approved for this long is dropped.`),
  language: language()
    .prefault('en')
    .describe(kept`In which language the bot speaks, where no channel or person has another one.`),
}).describe("Rollout's configuration.");

export type FileInput = z.output<typeof file>;
export type ClusterInput = z.output<typeof cluster>;
