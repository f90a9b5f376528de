import { formatCommand } from '../../command/format.ts';
import type { Member } from '../../model/member.ts';
import { isActive, type Override } from '../../model/override.ts';
import { isFinal, type Rollout } from '../../model/rollout.ts';
import type { Held } from '../../store/custody.ts';
import type { HostProgress } from '../../store/rollout-rows.ts';
import { type Looker, lookAtMembers, type MemberLook } from '../../workflow/look.ts';
import type { Tools } from '../../workflow/tools.ts';

/** What the comparison of the journal with the balancers needs: it only reads. */
export type Reader = Pick<Tools, 'store' | 'lock' | 'cluster' | 'balancer'>;

/** Who answers for a member in custody. */
export interface Keeper {
  readonly rollout?: Rollout;
  /** The member's host in that rollout. */
  readonly host?: HostProgress;
  readonly override?: Override;
  /** It has not ended: the member comes back with it, or is asked about. */
  readonly works: boolean;
}

/** A member in custody that is out on our account, against what its balancer shows now. */
export interface HeldNow {
  readonly held: Held;
  readonly seen: MemberLook;
  readonly keeper: Keeper;
  /** The command that brings it back, or settles it where it is in service: where nobody works on it any more. */
  readonly mend?: string;
}

/** All that is out on our account and that `concerns` whoever asks; each pool is asked once, for a moment. */
export async function heldNow(
  tools: Reader,
  concerns: (cluster: string) => boolean,
  looker?: Looker,
): Promise<readonly HeldNow[]> {
  const all = await tools.store.custody.all();
  const out = all.filter(({ outSince, cluster }) => outSince !== undefined && concerns(cluster));
  const look = await lookAtMembers(tools, out, looker);
  return Promise.all(
    out.map(async (held) => {
      const keeper = await keeperOf(tools, held);
      const mend = keeper.works ? undefined : mendOf(tools, held, keeper);
      return { held, seen: look(held), keeper, ...(mend !== undefined && { mend }) };
    }),
  );
}

async function keeperOf({ store }: Reader, { rollout: id, host: name }: Held): Promise<Keeper> {
  const override = await store.overrides.get(id);
  if (override) return { override, works: isActive(override.state) };
  const rollout = await store.rollouts.get(id);
  if (!rollout) return { works: false };
  const host = (await store.rollouts.hosts(id)).find((each) => each.host === name);
  return { rollout, ...(host && { host }), works: !isFinal(rollout.state) };
}

/** A rollout that has ended leaves a host to `enable`, as long as the config still has it. */
function mendOf(tools: Reader, { cluster, host }: Held, { rollout }: Keeper): string | undefined {
  const isThere = tools.cluster(cluster)?.hosts.some(({ name }) => name === host);
  return rollout && isThere ? enableCommand(cluster, host) : undefined;
}

export const enableCommand = (cluster: string, member: string): string =>
  formatCommand({ verb: 'enable', cluster, members: [member], anyway: false });

/** Takes new connections, whatever is written down about it. */
export const serves = ({ state, weight }: Pick<Member, 'state' | 'weight'>): boolean =>
  state === 'ready' && weight > 0;

export const isServing = ({ seen }: HeldNow): boolean => 'live' in seen && serves(seen.live);
