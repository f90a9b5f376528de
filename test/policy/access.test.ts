import { describe, expect, it } from 'vitest';
import type { Access } from '../../src/model/cluster.ts';
import {
  approvalRule,
  isOnCall,
  mayApprove,
  mayDeploy,
  mayDisable,
  mayView,
} from '../../src/policy/access.ts';

const access: Access = {
  view: ['ann', 'bob', 'oncall'],
  deploy: ['ann', 'leads'],
  approve: ['bob', 'leads'],
  disable: [],
  onCall: ['oncall'],
  mentionOnCall: false,
  onCallConfirms: false,
  approvals: 2,
  distinctApprover: true,
};
const who = (person: string, ...groups: readonly string[]) => ({ person, groups });

describe('who may', () => {
  it('is on the list by name or by group; an empty list means everybody', () => {
    expect(mayDeploy(access, 'web', who('ann')).allowed).toBe(true);
    expect(mayDeploy(access, 'web', who('eve', 'leads')).allowed).toBe(true);
    expect(mayDeploy(access, 'web', who('eve', 'others'))).toEqual({
      allowed: false,
      reason: 'only ann, leads may deploy to web',
    });
    expect(mayDeploy({ ...access, deploy: [] }, 'web', who('eve')).allowed).toBe(true);
    expect(mayView(access, 'web', who('eve'))).toEqual({
      allowed: false,
      reason: 'only ann, bob, oncall may see web',
    });
    expect(mayView({ ...access, view: [] }, 'web', who('eve')).allowed).toBe(true);
  });

  it('is said with the groups that the chat could not be asked about, if they matter', () => {
    const eve = { ...who('eve'), unsure: ['leads', 'others'] };
    expect(mayDeploy(access, 'web', eve)).toEqual({
      allowed: false,
      reason: "only ann, leads may deploy to web; the chat can't be asked just now who is in leads",
    });
    expect(mayDeploy(access, 'web', { ...who('ann'), unsure: ['leads'] }).allowed).toBe(true);
  });

  it('take members out: who may deploy where nothing else is said, and always the on-call', () => {
    expect(mayDisable(access, 'web', who('ann')).allowed).toBe(true);
    expect(mayDisable(access, 'web', who('eve', 'oncall')).allowed).toBe(true);
    expect(mayDisable(access, 'web', who('eve'))).toEqual({
      allowed: false,
      reason: 'only ann, leads, oncall may change members of web',
    });
    const listed = { ...access, disable: ['carol'] };
    expect(mayDisable(listed, 'web', who('carol')).allowed).toBe(true);
    expect(mayDisable(listed, 'web', who('ann')).allowed).toBe(false);
    expect(mayDisable(listed, 'web', who('eve', 'oncall')).allowed).toBe(true);
  });

  it('is on call only where somebody is', () => {
    expect(isOnCall(access, who('eve', 'oncall'))).toBe(true);
    expect(isOnCall(access, who('eve'))).toBe(false);
    expect(isOnCall({ ...access, onCall: [] }, who('eve'))).toBe(false);
  });
});

describe('an approval', () => {
  const facts = { requester: 'ann', approvers: [] };

  it('comes from the list, once each, and not from the requester where a second person is asked for', () => {
    expect(mayApprove(access, 'web', who('bob'), facts).allowed).toBe(true);
    expect(mayApprove(access, 'web', who('ann'), facts).allowed).toBe(false);
    expect(mayApprove(access, 'web', who('carol', 'leads'), facts).allowed).toBe(true);
    expect(mayApprove(access, 'web', who('bob'), { ...facts, requester: 'bob' })).toEqual({
      allowed: false,
      reason: 'a second person has to approve for web: you asked for this one',
    });
    expect(mayApprove(access, 'web', who('bob'), { ...facts, approvers: ['bob'] })).toEqual({
      allowed: false,
      reason: 'you approved this already; web needs 2 people',
    });
  });

  it('of what overrides a freeze needs another person, whatever the cluster asks for', () => {
    const freeze = { by: 'weekend', reason: 'none', overriddenBecause: 'fire' };
    for (const approvals of [0, 1]) {
      const rule = approvalRule({ ...access, approvals, distinctApprover: false }, { freeze });
      expect(rule).toMatchObject({ approvals: 1, distinctApprover: true });
    }
    const two = { ...access, approvals: 2, distinctApprover: false };
    expect(approvalRule(two, { freeze })).toEqual(two);
    const none = { ...access, approvals: 0, distinctApprover: false };
    expect(approvalRule(none, {})).toEqual(none);
  });
});

it('knows somebody again who changed their handle in the chat', () => {
  const open = { ...access, approve: [] };
  const may = (facts: { requester: string; approvers: readonly string[] }) =>
    mayApprove(open, 'web', who('dana.new/U07'), facts).allowed;
  expect(may({ requester: 'dana/U07', approvers: [] })).toBe(false);
  expect(may({ requester: 'bob', approvers: ['dana/U07'] })).toBe(false);
  expect(may({ requester: 'bob', approvers: ['dana/U08'] })).toBe(true);
});
