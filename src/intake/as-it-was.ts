import { randomUUID } from 'node:crypto';
import type { Cluster } from '../model/cluster.ts';
import type { Freeze } from '../model/freeze.ts';
import type { Plan } from '../model/plan.ts';
import type { Rollout } from '../model/rollout.ts';
import { makePlan } from '../plan/make.ts';
import { planCard } from '../report/plan-card.ts';
import { kept, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { gatherFacts } from '../workflow/facts.ts';
import { type Desk, Refusal } from './desk.ts';
import { against, freezeOf, frozen, type Rolling } from './frozen.ts';
import { hostNamed } from './propose.ts';

/**
 * Refuses where a freeze began since the plan was made, or where reality moved: then a new plan takes its place, and is
 * to be looked at.
 */
export async function demandAsItWas(desk: Desk, cluster: Cluster, rollout: Rollout): Promise<void> {
  const { plan } = rollout;
  const freeze = await freezeOf(desk, cluster);
  if (freeze && !plan.freeze) throw frozen(desk, cluster, freeze, commandOf(rollout, cluster));
  const now = await planNow(desk, cluster, rollout, freeze);
  if (now.hash === plan.hash) return;
  throw await replaced(desk, rollout, now);
}

/** The same wish, planned from what is there now. */
async function planNow(
  desk: Desk,
  cluster: Cluster,
  { id, plan }: Rollout,
  holds: Freeze | undefined,
): Promise<Plan> {
  const facts = await gatherFacts(desk.tools, cluster, id);
  const hosts = plan.batches
    .flatMap((batch) => batch.hosts)
    .map(({ host, to }) => ({
      host: hostNamed(cluster, host),
      to: plan.kind === 'restart' ? (facts.releases.get(host) ?? to) : to,
    }));
  const { kind, release } = plan;
  // What was to be rolled against one freeze, and now would be against another, is approved anew.
  const freeze = plan.freeze && holds ? against(holds, plan.freeze.overriddenBecause) : plan.freeze;
  const made = makePlan({ cluster, kind, release, hosts, freeze }, plan.sizes, facts);
  if ('impossible' in made)
    throw new Refusal(
      'refused',
      say`The plan of ${id} can't be carried out any more: ${told(made.impossible)}`,
    );
  return made.plan;
}

async function replaced(desk: Desk, rollout: Rollout, made: Plan): Promise<Refusal> {
  const { id, cluster } = rollout;
  const { rollouts, journal } = desk.tools.store;
  const estimateMs = rollout.plan.estimateMs;
  const plan = { ...made, ...(estimateMs !== undefined && { estimateMs }) };
  await rollouts.replacePlan(id, plan);
  const text = kept`the plan was made anew, as weights, states or releases have changed since`;
  const key = `${id}/replanned/${randomUUID()}`;
  await journal.record({ rollout: id, cluster, key, body: { type: 'note', text } });
  const title = say`${id} changed since the plan was made: this is the new one, please look again`;
  const card = planCard({ ...rollout, approvers: [], plan });
  return new Refusal('refused', title, { ...card, title, tone: 'warning' });
}

/** The command that would ask for the same rollout. */
function commandOf({ plan, rollsBack }: Rollout, { name, hosts: all }: Cluster): Rolling {
  const planned = plan.batches.flatMap((batch) => batch.hosts.map(({ host }) => host));
  const hosts = planned.length === all.length ? {} : { hosts: planned };
  const { kind, release } = plan;
  const { canary, batches } = plan.sizes;
  const [batch] = batches.length === 1 ? batches : [];
  const sizes = { ...(batch && { batch }), ...(canary && { canary }) };
  if (kind === 'deploy')
    return { verb: 'deploy', cluster: name, release, planOnly: false, ...hosts, ...sizes };
  if (kind === 'restart') return { verb: 'restart', cluster: name, planOnly: false, ...hosts };
  const what = rollsBack === undefined ? { subject: name, release } : { subject: rollsBack };
  return { verb: 'rollback', planOnly: false, ...what, ...hosts };
}
