import { flag, whole } from '../schema/leaf.ts';
import { orNothing, type Said, said } from './said.ts';

/** What the cross-checks look at in a cluster's `access`. */

export const accessLists = ['view', 'deploy', 'approve', 'disable', 'onCall'] as const;

export interface AccessFacts {
  readonly lists: Readonly<Record<(typeof accessLists)[number], readonly Said[]>>;
  readonly approvals: number | undefined;
  readonly mentionOnCall: boolean | undefined;
  readonly onCallConfirms: boolean | undefined;
}

const approvals = orNothing(whole(0, 10, ''));
const yesOrNo = orNothing(flag());

export const accessFacts = (access: Readonly<Record<string, unknown>>): AccessFacts => ({
  lists: {
    view: said.parse(access.view),
    deploy: said.parse(access.deploy),
    approve: said.parse(access.approve),
    disable: said.parse(access.disable),
    onCall: said.parse(access.onCall),
  },
  approvals: approvals.parse(access.approvals),
  mentionOnCall: yesOrNo.parse(access.mentionOnCall),
  onCallConfirms: yesOrNo.parse(access.onCallConfirms),
});
