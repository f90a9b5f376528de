import type { Cluster } from '../../model/cluster.ts';
import type { Rollout } from '../../model/rollout.ts';
import { approvalRule, mayApprove, mayDeploy } from '../../policy/access.ts';
import type { Decision } from '../../policy/capacity.ts';
import { kept } from '../../text/say.ts';
import { approvedNotBegun } from '../../workflow/recovery.ts';
import { demandAsItWas } from '../as-it-was.ts';
import { awaiting, demandSeen } from '../awaiting.ts';
import { clusterNamed, type Desk, demand, type Handler, rolloutNamed } from '../desk.ts';
import { approvalOf } from '../expiry.ts';
import type { Answer, Asked } from '../intake.ts';
import { demandUnlocked } from '../locked.ts';
import { lastSeq, shown } from '../shown.ts';
import { confirmOverride, rejectOverride } from './confirm.ts';

const isOverride = (id: string): boolean => /^o\d+$/u.test(id);

/** A click on Approve: counts for exactly the plan that was shown, and only while reality still is what it shows. */
export const approve: Handler<'approve'> = (desk, { rollout: id, hash }, request) => {
  if (isOverride(id)) return confirmOverride(desk, id, request);
  return desk.tools.turns.inTurn(approvalOf(id), async () => {
    await beginAgain(desk, id, request);
    if (await hasCounted(desk, id, request)) return shown(desk, id);
    const rollout = await awaiting(desk, id);
    const cluster = clusterNamed(desk, rollout.cluster);
    const rule = approvalRule(cluster.access, rollout.plan);
    demand(mayApprove(rule, cluster.name, request, rollout));
    demandSeen(rollout, hash);
    await demandUnlocked(desk, cluster.name);
    await demandAsItWas(desk, cluster, rollout);
    return count(desk, rollout, request, rollout.approvers.length + 1 >= rule.approvals);
  });
};

/** The approval becomes durable; with enough of them the rollout begins. */
async function count(desk: Desk, { id, cluster }: Rollout, request: Asked, enough: boolean): Promise<Answer> {
  const body = { type: 'approved' as const, person: request.person, enough };
  const seq = await lastSeq(desk, id);
  const isNew = await desk.tools.store.journal.record({
    rollout: id,
    cluster,
    key: approvalKey(id, request),
    body,
  });
  if (enough) await desk.start(id);
  return shown(desk, id, isNew ? seq : undefined);
}

/** An approval that counted, and whose process died before the rollout was begun; begins nothing twice. */
async function beginAgain(desk: Desk, id: string, { person }: Asked): Promise<void> {
  const { state, approvers } = await rolloutNamed(desk, id);
  if (state === 'awaiting-approval' || !approvers.includes(person)) return;
  if ((await approvedNotBegun(desk.tools)).includes(id)) await desk.start(id);
}

const approvalKey = (id: string, request: Asked): string => `${id}/approved/${request.id}`;

/** A click whose answer was lost with the process that it reached comes again: it has counted. Another one is told so. */
async function hasCounted(desk: Desk, id: string, request: Asked): Promise<boolean> {
  if (!(await rolloutNamed(desk, id)).approvers.includes(request.person)) return false;
  return (await desk.tools.store.journal.byKey(approvalKey(id, request))) !== undefined;
}

export const reject: Handler<'reject'> = (desk, { rollout: id, hash }, request) => {
  if (isOverride(id)) return rejectOverride(desk, id, request);
  return desk.tools.turns.inTurn(approvalOf(id), async () => {
    const rollout = await awaiting(desk, id);
    const { cluster } = rollout;
    demand(mayReject(clusterNamed(desk, cluster), rollout, request));
    demandSeen(rollout, hash);
    const { journal } = desk.tools.store;
    const { person } = request;
    const of = { rollout: id, cluster };
    await journal.record({ ...of, key: `${id}/rejected`, body: { type: 'rejected', person } });
    const body = { type: 'state' as const, state: 'dropped' as const, reason: kept`rejected by ${person}` };
    await journal.record({ ...of, key: `${id}/dropped`, body });
    return shown(desk, id);
  });
};

/** Whoever may deploy or approve may say no, and so may who asked for it. */
function mayReject({ access, name }: Cluster, { requester, approvers }: Rollout, asked: Asked): Decision {
  const deploys = mayDeploy(access, name, asked);
  const facts = { requester, approvers: [] };
  const approves = mayApprove({ ...access, distinctApprover: false }, name, asked, facts);
  const concerned = asked.person === requester || approvers.includes(asked.person);
  return deploys.allowed || approves.allowed || concerned ? { allowed: true } : deploys;
}
