import { nearest } from '../command/distance.ts';
import type { Cluster, Host } from '../model/cluster.ts';
import { fitsInPath } from '../model/deploy.ts';
import type { Plan, Sizes } from '../model/plan.ts';
import type { Wish } from '../plan/facts.ts';
import { makePlan } from '../plan/make.ts';
import { planCard } from '../report/plan-card.ts';
import { gatherFacts } from '../workflow/facts.ts';
import { type Desk, Refusal } from './desk.ts';
import type { Answer, Request } from './intake.ts';

export interface Proposal {
  readonly wish: Wish;
  readonly sizes: Sizes;
  readonly planOnly: boolean;
  readonly rollsBack?: string;
  /** What else is to be said of it, beside the plan's own warnings. */
  readonly notes?: readonly string[];
}

/** Makes the plan of what is wanted and shows it; unless it is only to be shown, holds it for approval. */
export async function propose(
  desk: Desk,
  { wish, sizes, planOnly, rollsBack, notes = [] }: Proposal,
  request: Request,
): Promise<Answer> {
  demandUploadable(wish);
  const facts = await gatherFacts(desk.tools, wish.cluster);
  const made = makePlan(wish, sizes, facts);
  if ('impossible' in made) throw new Refusal('refused', made.impossible);
  const plan = { ...made.plan, warnings: [...notes, ...made.plan.warnings] };
  if (planOnly)
    return {
      code: 'ok',
      card: planCard({ cluster: plan.cluster, kind: plan.kind, release: plan.release, plan }),
    };
  const id = await create(desk, plan, request, rollsBack);
  const rollout = await desk.tools.store.rollouts.get(id);
  if (!rollout) throw new Error(`rollout ${id} was not kept`);
  if (rollout.state === 'queued') await desk.start(id);
  return { code: 'ok', card: planCard(rollout), rollout: id };
}

/** Better refused now than after the first host was drained. */
function demandUploadable({ cluster, kind, hosts }: Wish): void {
  const { upload } = cluster.deploy;
  if (kind === 'restart' || !upload || !`${upload.from} ${upload.to}`.includes('{release}')) return;
  const bad = hosts.find(({ to }) => !fitsInPath(to));
  if (bad)
    throw new Refusal(
      'refused',
      `"${bad.to}" can't be part of a file's name, as the upload of ${cluster.name} needs it: use letters, digits and . _ + -`,
    );
}

async function create(desk: Desk, plan: Plan, request: Request, rollsBack?: string): Promise<string> {
  const { rollouts, journal } = desk.tools.store;
  const { approvals } = desk.clusters.find(({ name }) => name === plan.cluster)?.access ?? { approvals: 1 };
  // The same message again, after a crash before it was answered: it has made its rollout.
  const id = (await rollouts.madeBy(request.id)) ?? (await rollouts.nextId());
  const state = approvals === 0 ? ('queued' as const) : ('awaiting-approval' as const);
  await rollouts.create(id, {
    plan,
    requester: request.person,
    approvers: [],
    state,
    request: request.id,
    ...(rollsBack !== undefined && { rollsBack }),
  });
  const body = { type: 'planned' as const, person: request.person };
  await journal.record({ rollout: id, cluster: plan.cluster, key: `${id}/planned`, body });
  return id;
}

/** The cluster's hosts, or those that were named. */
export function hostsNamed(cluster: Cluster, names: readonly string[] | undefined): readonly Host[] {
  if (names === undefined) return cluster.hosts;
  return names.map((name) => hostNamed(cluster, name));
}

export function hostNamed(cluster: Cluster, name: string): Host {
  const found = cluster.hosts.find((host) => host.name === name);
  if (found) return found;
  const near = nearest(
    name,
    cluster.hosts.map((host) => host.name),
  );
  throw new Refusal(
    'wrong',
    `Cluster ${cluster.name} has no host ${name}${near === undefined ? '' : `; did you mean ${near}?`}`,
  );
}
