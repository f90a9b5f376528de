import { nearest } from '../command/distance.ts';
import type { Cluster, Host } from '../model/cluster.ts';
import { fitsInPath } from '../model/deploy.ts';
import type { Place } from '../model/place.ts';
import type { Plan, Sizes } from '../model/plan.ts';
import type { Wish } from '../plan/facts.ts';
import { makePlan } from '../plan/make.ts';
import { approvalRule } from '../policy/access.ts';
import { planCard } from '../report/plan-card.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { gatherFacts } from '../workflow/facts.ts';
import { type Desk, Refusal } from './desk.ts';
import { estimateOf } from './estimate.ts';
import { freezeAhead, planFreeze, type Rolling } from './frozen.ts';
import type { Answer, Request } from './intake.ts';
import { textOfLock } from './locked.ts';

export interface Proposal {
  readonly wish: Wish;
  readonly sizes: Sizes;
  readonly command: Rolling;
  readonly rollsBack?: string;
  /** What else is to be said of it, beside the plan's own warnings. */
  readonly notes?: readonly string[];
}

/** Makes the plan of what is wanted and shows it; unless it is only to be shown, holds it for approval. */
export async function propose(desk: Desk, proposal: Proposal, request: Request): Promise<Answer> {
  demandUploadable(proposal.wish);
  const plan = await planOf(desk, proposal);
  if (proposal.command.planOnly) {
    const { cluster, kind, release } = plan;
    return { code: 'ok', card: planCard({ cluster, kind, release, plan }) };
  }
  const id = await create(desk, plan, request, proposal);
  const rollout = await desk.tools.store.rollouts.get(id);
  if (!rollout) throw new Error(`rollout ${id} was not kept`); // not shown
  if (rollout.state === 'queued') await desk.start(id);
  return { code: 'ok', card: planCard(rollout), rollout: id };
}

/** The plan, with everything that a person should know before the click. */
async function planOf(desk: Desk, { wish, sizes, command, notes = [] }: Proposal): Promise<Plan> {
  const { cluster } = wish;
  const { freeze, notes: frozen } = await planFreeze(desk, cluster, command);
  const facts = await gatherFacts(desk.tools, cluster);
  const holder = await desk.tools.lock.holder(cluster.name);
  const { lockedBy: _, ...others } = facts;
  const lockedBy = holder && (await textOfLock(desk, cluster.name, holder));
  const made = makePlan({ ...wish, freeze }, sizes, {
    ...others,
    ...(lockedBy !== undefined && { lockedBy }),
  });
  if ('impossible' in made) throw new Refusal('refused', told(made.impossible));
  const estimateMs = await estimateOf(desk, cluster, made.plan);
  const ahead = freeze || estimateMs === undefined ? [] : freezeAhead(desk, cluster.name, estimateMs);
  const warnings = [...notes, ...frozen, ...ahead, ...made.plan.warnings];
  return { ...made.plan, warnings, ...(estimateMs !== undefined && { estimateMs }) };
}

/** Better refused now than after the first host was drained. */
function demandUploadable({ cluster, kind, hosts }: Wish): void {
  const { upload } = cluster.deploy;
  if (kind === 'restart' || !upload || !`${upload.from} ${upload.to}`.includes('{release}')) return;
  const bad = hosts.find(({ to }) => !fitsInPath(to));
  if (bad)
    throw new Refusal(
      'refused',
      say`"${bad.to}" can't be part of a file's name, as the upload of ${cluster.name} needs it: use letters, digits and . _ + -`,
    );
}

async function create(
  desk: Desk,
  plan: Plan,
  request: Request,
  { wish, rollsBack }: Proposal,
): Promise<string> {
  const { rollouts, journal } = desk.tools.store;
  const { approvals } = approvalRule(wish.cluster.access, plan);
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
  const places = placesOf(desk, wish.cluster, request);
  const body = { type: 'planned' as const, person: request.person, places };
  await journal.record({ rollout: id, cluster: plan.cluster, key: `${id}/planned`, body });
  return id;
}

/** Where it is told: the cluster's own places, else where it was asked for; and whoever is only told. */
export const placesOf = (
  { places, notices = [] }: Pick<Desk, 'places' | 'notices'>,
  cluster: Pick<Cluster, 'name' | 'places'>,
  { place }: Pick<Request, 'place'>,
): readonly Place[] => [
  ...(cluster.places.length > 0 ? cluster.places : place ? [place] : places),
  ...notices
    .filter(({ clusters }) => clusters?.includes(cluster.name) ?? true)
    .map(({ name }) => ({ chat: 'notice' as const, channel: name })),
];

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
    near === undefined
      ? say`Cluster ${cluster.name} has no host ${name}`
      : say`Cluster ${cluster.name} has no host ${name}; did you mean ${near}?`,
  );
}
