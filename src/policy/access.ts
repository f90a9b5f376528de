import type { Access } from '../model/cluster.ts';
import type { Decision } from './capacity.ts';

/** May the person change this cluster (deploy, roll back, steer, enable)? */
export function mayDeploy(access: Access, cluster: string, person: string): Decision {
  return listed(access.deploy, person) ? yes : no(`only ${names(access.deploy)} may deploy to ${cluster}`);
}

/** May the person approve what `requester` asked for, given who approved already? */
export function mayApprove(
  access: Access,
  cluster: string,
  person: string,
  facts: { readonly requester: string; readonly approvers: readonly string[] },
): Decision {
  if (!listed(access.approve, person)) return no(`only ${names(access.approve)} may approve for ${cluster}`);
  if (facts.approvers.includes(person))
    return no(`you approved this already; ${cluster} needs ${access.approvals} people`);
  if (access.distinctApprover && person === facts.requester)
    return no(`${cluster} asks for a second person: you requested this one`);
  return yes;
}

const yes: Decision = { allowed: true };
const no = (reason: string): Decision => ({ allowed: false, reason });
const listed = (people: readonly string[], person: string) => people.length === 0 || people.includes(person);
const names = (people: readonly string[]) => people.join(', ');
