import { expect, it } from 'vitest';
import { mayApprove, mayDeploy } from '../../src/policy/access.ts';

const access = { deploy: ['ann', 'bob'], approve: ['bob'], approvals: 2, distinctApprover: true };

it('knows who may deploy; an empty list means everybody', () => {
  expect(mayDeploy(access, 'web', 'ann').allowed).toBe(true);
  expect(mayDeploy(access, 'web', 'eve')).toEqual({
    allowed: false,
    reason: 'only ann, bob may deploy to web',
  });
  expect(mayDeploy({ ...access, deploy: [] }, 'web', 'eve').allowed).toBe(true);
});

it('knows who may approve, once, and not one’s own where a second person is asked for', () => {
  const facts = { requester: 'ann', approvers: [] };
  expect(mayApprove(access, 'web', 'bob', facts).allowed).toBe(true);
  expect(mayApprove(access, 'web', 'ann', facts).allowed).toBe(false);
  expect(mayApprove(access, 'web', 'bob', { requester: 'bob', approvers: [] })).toMatchObject({
    allowed: false,
  });
  expect(mayApprove(access, 'web', 'bob', { requester: 'ann', approvers: ['bob'] })).toMatchObject({
    allowed: false,
  });
});
