import type { z } from 'zod';
import { flag, keys, list, text, whole } from './leaf.ts';

const names = (fallback: string, what: string) =>
  list(text("a person's or group's name", /^[^\s,@]+$/), 'people and groups')
    .optional()
    .meta({ 'x-default': fallback })
    .describe(what);

/** Who may do what with a cluster. */
export const access = keys({
  view: names('everybody', 'Who may see the cluster at all.'),
  deploy: names('everybody', 'Who may deploy, roll back, restart and steer.'),
  approve: names('everybody', 'Who may approve a plan.'),
  disable: names(
    'whoever may deploy',
    'Who may take members out, bring them back and set weights; the on-call always may.',
  ),
  onCall: names('nobody', 'The on-call, best a group that Slack keeps up to date.'),
  mentionOnCall: flag()
    .prefault(false)
    .describe('Whether a host that fails mentions the on-call, beside whoever asked for the rollout.'),
  onCallConfirms: flag()
    .prefault(true)
    .describe('Whether the on-call, too, presses a confirm button before a member is taken out.'),
  approvals: whole(0, 10, 'a number of people')
    .prefault(1)
    .describe('So many people have to approve; with `0` a rollout runs without approval.'),
  distinctApprover: flag().prefault(false).describe("Whether approving one's own plan is refused."),
});

export type AccessInput = z.output<typeof access>;
