import { randomUUID } from 'node:crypto';
import type { Cluster } from '../../model/cluster.ts';
import type { Plan } from '../../model/plan.ts';
import type { Rollout } from '../../model/rollout.ts';
import { makePlan } from '../../plan/make.ts';
import { mayApprove, mayDeploy } from '../../policy/access.ts';
import type { Decision } from '../../policy/capacity.ts';
import { planCard } from '../../report/plan-card.ts';
import { gatherFacts } from '../../workflow/facts.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal, rolloutNamed } from '../desk.ts';
import { approvalOf, expire, isExpired } from '../expiry.ts';
import { hostNamed } from '../propose.ts';
import { lastSeq, shown } from '../shown.ts';

/** A click on Approve: counts for exactly the plan that was shown, and only while reality still is what it shows. */
export const approve: Handler<'approve'> = (desk, command, request) =>
  desk.tools.turns.inTurn(approvalOf(command.rollout), async () => {
    // A click whose answer was lost with the process that it reached comes again: it has counted.
    if (await hasCounted(desk, command.rollout, request.person)) return shown(desk, command.rollout);
    const rollout = await awaiting(desk, command.rollout);
    const cluster = clusterNamed(desk, rollout.cluster);
    const { requester, approvers } = rollout;
    demand(mayApprove(cluster.access, cluster.name, request.person, { requester, approvers }));
    if (command.hash !== undefined && !rollout.plan.hash.startsWith(command.hash)) throw changed(rollout);
    await demandUnlocked(desk, cluster);
    await demandNoDrift(desk, cluster, rollout);
    const enough = approvers.length + 1 >= cluster.access.approvals;
    const body = { type: 'approved' as const, person: request.person, enough };
    const key = `${rollout.id}/approved/${request.id}`;
    const seq = await lastSeq(desk, rollout.id);
    const entry = { rollout: rollout.id, cluster: cluster.name, key, body };
    const isNew = await desk.tools.store.journal.record(entry);
    if (enough) await desk.start(rollout.id);
    return shown(desk, rollout.id, isNew ? seq : undefined);
  });

export const reject: Handler<'reject'> = (desk, command, request) =>
  desk.tools.turns.inTurn(approvalOf(command.rollout), async () => {
    const rollout = await awaiting(desk, command.rollout);
    const { id, cluster: name } = rollout;
    demand(mayReject(clusterNamed(desk, name), rollout, request.person));
    if (command.hash !== undefined && !rollout.plan.hash.startsWith(command.hash)) throw changed(rollout);
    const { journal } = desk.tools.store;
    await journal.record({
      rollout: id,
      cluster: name,
      key: `${id}/rejected`,
      body: { type: 'rejected', person: request.person },
    });
    const body = {
      type: 'state' as const,
      state: 'dropped' as const,
      reason: `rejected by ${request.person}`,
    };
    await journal.record({ rollout: id, cluster: name, key: `${id}/dropped`, body });
    return shown(desk, id);
  });

async function hasCounted(desk: Desk, id: string, person: string): Promise<boolean> {
  const { state, approvers } = await rolloutNamed(desk, id);
  return state !== 'awaiting-approval' && approvers.includes(person);
}

/** Whoever may deploy or approve may say no, and so may who asked for it. */
function mayReject({ access, name }: Cluster, { requester, approvers }: Rollout, person: string): Decision {
  const deploys = mayDeploy(access, name, person);
  const approves = mayApprove({ ...access, distinctApprover: false }, name, person, {
    requester,
    approvers: [],
  });
  return deploys.allowed || approves.allowed || person === requester || approvers.includes(person)
    ? { allowed: true }
    : deploys;
}

/** The rollout, if it still waits for approval; later clicks are told what happened before them. */
async function awaiting(desk: Desk, id: string): Promise<Rollout> {
  const rollout = await rolloutNamed(desk, id);
  if (rollout.state === 'awaiting-approval' && isExpired(desk, rollout)) {
    await expire(desk, rollout);
    throw new Refusal('refused', `${id} waited too long for approval and has lapsed: ask for it again`);
  }
  if (rollout.state === 'awaiting-approval') return rollout;
  const by =
    rollout.approvers.length > 0
      ? `approved by ${rollout.approvers.join(', ')}`
      : (rollout.reason ?? 'decided');
  throw new Refusal('refused', `${id} does not wait for approval: ${by} (${rollout.state})`);
}

const changed = ({ id, plan }: Rollout) =>
  new Refusal('refused', `The plan of ${id} is not the one that you saw: look at it again`, {
    buttons: [{ label: 'Show', command: `status ${id}` }],
    fields: [{ name: 'plan', value: plan.hash.slice(0, 12) }],
  });

async function demandUnlocked(desk: Desk, { name }: Cluster): Promise<void> {
  const holder = await desk.tools.lock.holder(name);
  if (!holder) return;
  const how =
    holder.kind === 'rollout'
      ? `it ends by itself, or \`abort ${holder.name}\``
      : `\`unlock ${name}\` frees it`;
  throw new Refusal(
    'refused',
    `${name} is locked by ${holder.name} (${holder.reason}) since ${holder.since.toISOString()}; ${how}`,
  );
}

/** Reality moved since the plan was made: the new plan takes its place, and is to be looked at. */
async function demandNoDrift(desk: Desk, cluster: Cluster, rollout: Rollout): Promise<void> {
  const { plan } = rollout;
  const facts = await gatherFacts(desk.tools, cluster, rollout.id);
  const hosts = plan.batches
    .flatMap((batch) => batch.hosts)
    .map(({ host, to }) => ({
      host: hostNamed(cluster, host),
      to: plan.kind === 'restart' ? (facts.releases.get(host) ?? to) : to,
    }));
  const made = makePlan({ cluster, kind: plan.kind, release: plan.release, hosts }, plan.sizes, facts);
  if ('impossible' in made)
    throw new Refusal(
      'refused',
      `The plan of ${rollout.id} can't be carried out any more: ${made.impossible}`,
    );
  if (made.plan.hash === plan.hash) return;
  await desk.tools.store.rollouts.replacePlan(rollout.id, made.plan);
  const text = 'the plan was made anew, as weights, states or releases have changed since';
  const entry = {
    rollout: rollout.id,
    cluster: cluster.name,
    key: `${rollout.id}/replanned/${randomUUID()}`,
  };
  await desk.tools.store.journal.record({ ...entry, body: { type: 'note', text } });
  const card = planCard({ ...rollout, approvers: [], plan: made.plan satisfies Plan });
  throw new Refusal(
    'refused',
    `${rollout.id} changed since the plan was made; here is the new plan, please look again`,
    {
      ...card,
      title: `${rollout.id} changed since the plan was made: this is the new one`,
      tone: 'warning',
    },
  );
}
