import type { Access } from '../model/cluster.ts';
import type { Plan } from '../model/plan.ts';
import { samePerson, type Who } from '../model/who.ts';
import { kept } from '../text/say.ts';
import type { Decision } from './capacity.ts';

/** May they see this cluster, its rollouts and what was done to it? */
export function mayView({ view }: Access, cluster: string, who: Who): Decision {
  return among(view, who) ? yes : refused(view, who, (names) => kept`only ${names} may see ${cluster}`);
}

/** May they change this cluster (deploy, roll back, steer, lock, freeze)? */
export function mayDeploy({ deploy }: Access, cluster: string, who: Who): Decision {
  return among(deploy, who)
    ? yes
    : refused(deploy, who, (names) => kept`only ${names} may deploy to ${cluster}`);
}

/** May they take members of this cluster out by hand, and set weights? The on-call always may. */
export function mayDisable(access: Access, cluster: string, who: Who): Decision {
  const { disable, deploy, onCall } = access;
  const listed = disable.length > 0 ? disable : deploy;
  if (among(listed, who) || isOnCall(access, who)) return yes;
  const all = [...new Set([...listed, ...onCall])];
  return refused(all, who, (names) => kept`only ${names} may change members of ${cluster}`);
}

/** Are they on call for this cluster, by name or by group? */
export const isOnCall = ({ onCall }: Access, who: Who): boolean => onCall.length > 0 && among(onCall, who);

/** May they approve what `requester` asked for, given who approved already? */
export function mayApprove(
  access: Access,
  cluster: string,
  who: Who,
  facts: { readonly requester: string; readonly approvers: readonly string[] },
): Decision {
  if (!among(access.approve, who))
    return refused(access.approve, who, (names) => kept`only ${names} may approve for ${cluster}`);
  if (facts.approvers.some((approver) => samePerson(approver, who.person)))
    return no(kept`you approved this already; ${cluster} needs ${access.approvals} people`);
  if (access.distinctApprover && samePerson(who.person, facts.requester))
    return no(kept`a second person has to approve for ${cluster}: you asked for this one`);
  return yes;
}

/**
 * The cluster's rule for approvals as it is for this plan: what is rolled against a freeze needs at least one approver
 * who did not ask for it. Where two or more approve, one of them is another person anyway, as each approves once.
 */
export function approvalRule(access: Access, { freeze }: Pick<Plan, 'freeze'>): Access {
  if (!freeze) return access;
  const { approvals, distinctApprover } = access;
  return {
    ...access,
    approvals: Math.max(1, approvals),
    distinctApprover: distinctApprover || approvals <= 1,
  };
}

const yes: Decision = { allowed: true };
const no = (reason: string): Decision => ({ allowed: false, reason });

/** An empty list means everybody. Groups are only those that the person was found in: never a name that looks alike. */
const among = (list: readonly string[], { person, groups }: Who): boolean =>
  list.length === 0 || list.includes(person) || groups.some((group) => list.includes(group));

/** @param text says that only these may */
function refused(list: readonly string[], { unsure = [] }: Who, text: (names: string) => string): Decision {
  const open = unsure.filter((group) => list.includes(group));
  const reason = text(list.join(', '));
  if (open.length === 0) return no(reason);
  return no(kept`${reason}; the chat can't be asked just now who is in ${open.join(', ')}`);
}
