import type { Holder } from '../../lock/lock.ts';
import { isFinal } from '../../model/rollout.ts';
import { mayDeploy } from '../../policy/access.ts';
import { locksCard } from '../../report/held-cards.ts';
import { timeText } from '../../report/lock-text.ts';
import { plain } from '../../report/plain.ts';
import { kept, say } from '../../text/say.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal } from '../desk.ts';
import type { Answer, Asked } from '../intake.ts';
import { freesText, reasonOf, refusedAsLocked, takenText } from '../locked.ts';
import { openAnswer } from '../shown.ts';
import { recordTheft, stolen } from './steal.ts';

export const lock: Handler<'lock'> = async (desk, command, request) => {
  const name = demandDeployer(desk, command.cluster, request);
  const { reason, forMs } = command;
  const known = await knownOf(desk, request);
  if (known?.from) return stolen(desk, name, request, { ...known, from: known.from });
  // Taken by this request already, before its answer was lost: if it was freed since, it stays free.
  if (known) return lockedAnswer(desk, name, reason, known.until ? new Date(known.until) : undefined);
  const before = await desk.tools.lock.holder(name);
  const until = forMs === undefined ? undefined : new Date(desk.now().getTime() + forMs);
  if (before && !isSame(before, request.person, reason)) {
    if (!command.steal) throw await refusedAsLocked(desk, name, before);
    return stolen(desk, name, request, await recordTheft(desk, name, request, { reason, until, before }));
  }
  const claim = { kind: 'person' as const, name: request.person, reason, ...(until && { until }) };
  const acquired = await desk.tools.lock.acquire(name, claim);
  if (!acquired.got) throw await refusedAsLocked(desk, name, acquired.holder);
  const end = before ? before.until : until;
  await journal(desk, name, request, { action: 'locked', reason, ...(end && { until: end.toISOString() }) });
  return lockedAnswer(desk, name, reason, end);
};

function lockedAnswer(desk: Desk, name: string, reason: string, end: Date | undefined): Answer {
  const taken = takenText(name, reason, end && timeText(end, desk.now()));
  return openAnswer(say`${taken}. ${freesText(name)}`);
}

/** Taken already, perhaps by a process that died before it answered: it stays as it is, and is as wanted. */
const isSame = ({ kind, name, reason }: Holder, person: string, wanted: string): boolean =>
  kind === 'person' && name === person && reason === wanted;

/** Frees a person's lock, whoever's it is. A rollout's lock belongs to it until it ends. */
export const unlock: Handler<'unlock'> = async (desk, command, request) => {
  const name = demandDeployer(desk, command.cluster, request);
  // Freed by this request already: who holds it now took it afterwards.
  if (await knownOf(desk, request)) return openAnswer(say`${name} was freed`);
  const holder = await desk.tools.lock.holder(name);
  if (!holder) throw new Refusal('refused', say`${name} is not locked`);
  if (holder.kind === 'rollout' && (await isUnfinished(desk, holder.name)))
    throw new Refusal(
      'refused',
      say`Rollout ${holder.name} holds ${name} until it ends; \`abort ${holder.name}\` stops it, and where it hangs \`lock ${name} --steal REASON\` takes the lock away`,
    );
  if (!(await desk.tools.lock.release(name, holder.hold)))
    throw new Refusal('refused', say`The lock of ${name} has changed just now: \`locks\` shows it`);
  const reason = kept`was locked by ${holder.name}: ${holder.reason}`;
  await journal(desk, name, request, { action: 'unlocked', reason });
  const was = plain(reasonOf(holder), 200);
  return openAnswer(say`${name} is free again; it was locked by ${plain(holder.name, 80)} (${was})`);
};

/** A rollout that has ended, and for whatever reason still holds the lock, is no reason to keep the cluster locked. */
async function isUnfinished(desk: Desk, id: string): Promise<boolean> {
  const rollout = await desk.tools.store.rollouts.get(id);
  return rollout !== undefined && !isFinal(rollout.state);
}

export const locks: Handler<'locks'> = async (desk) => {
  const held = await Promise.all(
    desk.clusters.map(async ({ name }) => ({ name, holder: await desk.tools.lock.holder(name) })),
  );
  const views = held.flatMap(({ name: cluster, holder }) => {
    if (!holder) return [];
    const { name, since, until } = holder;
    return [{ cluster, holder: name, since, reason: reasonOf(holder), ...(until && { until }) }];
  });
  return { code: 'ok', card: locksCard(views, desk.now()) };
};

function demandDeployer(desk: Desk, name: string, asked: Asked): string {
  const cluster = clusterNamed(desk, name);
  demand(mayDeploy(cluster.access, cluster.name, asked));
  return cluster.name;
}

const keyOf = ({ id }: Asked): string => `request/${id}`;

async function knownOf(desk: Desk, request: Asked) {
  const known = await desk.tools.store.journal.byKey(keyOf(request));
  return known?.type === 'lock' ? known : undefined;
}

const journal = (
  desk: Desk,
  cluster: string,
  request: Asked,
  what: { readonly action: 'locked' | 'unlocked'; readonly reason: string; readonly until?: string },
) =>
  desk.tools.store.journal.record({
    cluster,
    key: keyOf(request),
    body: { type: 'lock', person: request.person, ...what },
  });
