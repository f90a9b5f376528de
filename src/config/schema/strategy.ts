import { z } from 'zod';
import { kept } from '../../text/say.ts';
import { amount, choice, duration, keys, whole } from './leaf.ts';
import { oneOrMany } from './special.ts';
import { drain, ramp } from './weight-steps.ts';

const told = kept`must be a port, a list of ports, or \`false\` for “not counted”`;

const connections = keys({
  within: duration('zeroAllowed')
    .prefault('30s')
    .describe(kept`How long established connections may take to end.`),
  onTimeout: choice(['ask', 'proceed', 'abort'])
    .prefault('ask')
    .describe(
      kept`What happens when they have not ended: ask a person, deploy all the same, or abort the rollout.`,
    ),
  port: z
    .union([oneOrMany(whole(1, 65_535, kept`a port`), kept`a port`), z.literal(false, { error: told })], {
      error: told,
    })
    .optional()
    .meta({
      'x-default': kept`the port in the member's name or address`,
      'x-type': 'port, a list or `false`',
    })
    .describe(
      kept`Where the load balancer does not report connections, those that clients hold to this port are counted on the host itself (\`ss\`, or /proc/net/tcp); its own from 127.0.0.1 don't count, unless its address is that. Where nothing listens on the port, or none is known, all of \`within\` is waited. \`false\`: always wait, as a service in a container with a network of its own needs it.`,
    ),
});

/**
 * Half: safe for every cluster of two hosts and more, and still lets a rollout (or a person on call) go on while a host
 * or two are already out. "All but one batch" would refuse everything after the first host that fails.
 */
export const defaultMinInService = '50%';

/** How a rollout goes over a cluster's hosts. */
export const strategy = keys({
  batch: oneOrMany(amount(1, kept`the size of a batch`), kept`the size of a batch`)
    .prefault(1)
    .describe(
      kept`Hosts done at once. A list (\`[1, 25%, 50%]\`) gives the batches in order; the last size repeats.`,
    ),
  canary: amount(1, kept`the size of the canary`)
    .optional()
    .describe(kept`A first batch of its own, which must pass \`gate\` before the others start.`),
  gate: choice(['person', 'probe'])
    .optional()
    .meta({ 'x-default': kept`\`person\` with a canary` })
    .describe(kept`Who passes the canary: a person (\`promote\`), or the probes alone.`),
  soak: duration('zeroAllowed').prefault('0').describe(kept`The wait after each batch.`),
  minInService: amount(0, kept`what stays in service`)
    .prefault(defaultMinInService)
    .describe(
      kept`Never fewer members in service than this in any pool, whoever asks; percentages round up. A cluster of one host needs \`0\`, said explicitly.`,
    ),
  maxOut: amount(1, kept`what may be out`)
    .optional()
    .describe(kept`Never more members out at once than this in any pool; percentages round down.`),
  onFailure: choice(['pause', 'abort', 'rollback'])
    .prefault('pause')
    .describe(kept`After a host failed: pause and ask, abort, or go back to the release before.`),
  afterCrash: choice(['continue', 'ask'])
    .prefault('continue')
    .describe(
      kept`After the bot was killed or restarted: go on with the hosts that were under way, or ask first for each.`,
    ),
  connections: connections.prefault({}).describe(kept`The wait between drain and deploy.`),
  drain: drain
    .optional()
    .meta({ 'x-type': 'steps, or a mapping' })
    .describe(
      kept`Goes down to these shares of its weight (\`[50%, 10%]\`) before it is drained. It counts as out from the first of them on.`,
    ),
  ramp: ramp
    .optional()
    .meta({ 'x-type': 'steps, or a mapping' })
    .describe(
      kept`Comes back by these shares of its weight (\`[10%, 50%]\`), and counts as out until it has all of it. A host that is not well on the way is drained again, and asks. A load balancer without such weights gives all of it back at once.`,
    ),
  poolHealthWithin: duration()
    .prefault('60s')
    .describe(kept`How long the load balancer may take to see a restored member healthy.`),
  capacityWithin: duration('zeroAllowed')
    .prefault('60s')
    .describe(kept`How long a host waits for capacity when no other host is on its way back.`),
});

export type StrategyInput = z.output<typeof strategy>;
