import type { z } from 'zod';
import { kept } from '../../text/say.ts';
import { flag, keys, list, text, whole } from './leaf.ts';

const names = (fallback: string, what: string) =>
  list(
    text(kept`must be a person's or group's name`, /^[^\s,@]+$/),
    kept`must be a list of people and groups`,
    kept`must name at least one of its people and groups`,
  )
    .optional()
    .meta({ 'x-default': fallback })
    .describe(what);

/** Who may do what with a cluster. */
export const access = keys({
  view: names(kept`everybody`, kept`Who may see the cluster at all.`),
  deploy: names(kept`everybody`, kept`Who may deploy, roll back, restart and steer.`),
  approve: names(kept`everybody`, kept`Who may approve a plan.`),
  disable: names(
    kept`whoever may deploy`,
    kept`Who may take members out, bring them back and set weights; the on-call always may.`,
  ),
  onCall: names(kept`nobody`, kept`The on-call, best a group that Slack keeps up to date.`),
  mentionOnCall: flag()
    .prefault(false)
    .describe(kept`Whether a host that fails mentions the on-call, beside whoever asked for the rollout.`),
  onCallConfirms: flag()
    .prefault(true)
    .describe(kept`Whether the on-call, too, presses a confirm button before a member is taken out.`),
  approvals: whole(0, 10, kept`a number of people`)
    .prefault(1)
    .describe(kept`So many people have to approve; with \`0\` a rollout runs without approval.`),
  distinctApprover: flag().prefault(false).describe(kept`Whether approving one's own plan is refused.`),
});

export type AccessInput = z.output<typeof access>;
