import { isDrained, type Member } from '../../model/member.ts';
import type { Override } from '../../model/override.ts';
import { type FoundHost, type FoundMember, foundText } from '../../model/recovery.ts';
import type { Rollout, Steer, SteerVerb } from '../../model/rollout.ts';
import type { Held } from '../../store/custody.ts';
import type { HostProgress } from '../../store/rollout-rows.ts';
import { kept } from '../../text/say.ts';
import type { MemberLook } from '../look.ts';
import { standing } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { type AtHost, lastPosed, verdictOn } from './question.ts';

/** All that is out on account of what is taken up, and what the balancers show of it now. */
export interface Sight {
  readonly held: readonly Held[];
  look(held: Held): MemberLook;
}

export const isOut = ({ outSince }: Held): boolean => outSince !== undefined;

/** A host as it was found, and what is to be asked about it. */
interface Found {
  readonly host: FoundHost;
  readonly question?: Asking;
}

interface Asking {
  readonly at: AtHost;
  readonly text: string;
  /** Wishes up to this number do not answer it. */
  readonly after: number;
  readonly untouched: boolean;
}

/** The hosts of a rollout that were under way. */
export async function foundIn(tools: Tools, rollout: Rollout, sight: Sight): Promise<readonly Found[]> {
  const { rollouts, steers } = tools.store;
  const [hosts, wishes] = await Promise.all([rollouts.hosts(rollout.id), steers.of(rollout.id)]);
  const under = hosts.filter(({ outcome }) => outcome === 'active' || outcome === 'asking');
  return Promise.all(under.map((host) => foundHost(tools, rollout, host, { sight, wishes })));
}

interface Known {
  readonly sight: Sight;
  readonly wishes: readonly Steer[];
}

async function foundHost(
  tools: Tools,
  { id: rollout, cluster }: Rollout,
  { host, step, attempt, outcome }: HostProgress,
  { sight, wishes }: Known,
): Promise<Found> {
  const mine = sight.held.filter((each) => each.rollout === rollout && each.host === host);
  const members = mine.map((held) => foundMember(held, sight));
  const found = (next: FoundHost['next']): FoundHost => ({ host, ...(step && { step }), next, members });
  if (outcome === 'asking') return { host: found('wait') };
  const at = { rollout, cluster, host, attempt };
  const untouched = mine.some((held) => isDoubtful(foundMember(held, sight), held.given));
  const asks = untouched || tools.cluster(cluster)?.strategy.afterCrash === 'ask';
  if (!asks || (await isDecided(tools, at, wishes))) return { host: found('continue') };
  const text = textOf(host, step ?? kept`its start`, members, untouched);
  return { host: found('ask'), question: { at, text, after: wishes.at(-1)?.n ?? 0, untouched } };
}

/** Stopped by a person, or settled by one after an earlier crash: there is nothing left to ask. */
async function isDecided(tools: Tools, at: AtHost, wishes: readonly Steer[]): Promise<boolean> {
  if (standing(wishes, at.host) === 'stop') return true;
  const posed = await lastPosed(tools, at);
  const decided: readonly (SteerVerb | undefined)[] = ['verify', 'keep-out'];
  return posed !== undefined && decided.includes(verdictOn(posed, wishes)?.verb);
}

/**
 * Somebody changed it since: it shows neither what was saved nor that it is drained. What can't be looked at now is met by
 * the step itself.
 */
const isDoubtful = ({ saved, now }: FoundMember, given: readonly number[]): boolean =>
  now !== undefined &&
  !isDrained(now) &&
  !(now.state === 'ready' && given.includes(now.weight)) &&
  (now.weight !== saved.weight || now.state !== saved.state);

function foundMember(held: Held, { look }: Sight): FoundMember {
  const { pool, member, saved } = held;
  const seen = look(held);
  return { pool, member, saved, ...('live' in seen ? { now: shown(seen.live) } : { problem: seen.problem }) };
}

const shown = ({ weight, state }: Member) => ({ weight, state });

function textOf(host: string, step: string, members: readonly FoundMember[], untouched: boolean): string {
  const seen = members.map((member) => foundText(member, host));
  const doubt = untouched
    ? [kept`somebody changed it since, and nothing is changed there until it is said how to go on`]
    : [];
  return [kept`${host} was at ${step} when the bot ended`, ...seen, ...doubt].join('; ');
}

/** The host that an override holds. */
export function foundOf({ id, host, state }: Override, sight: Sight): FoundHost {
  const members = sight.held.filter(({ rollout }) => rollout === id).map((held) => foundMember(held, sight));
  return { host, state, next: state === 'asking' ? 'wait' : 'continue', members };
}
