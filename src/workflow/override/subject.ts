import type { Cluster, Pool } from '../../model/cluster.ts';
import type { EventBody } from '../../model/event.ts';
import { Failure } from '../../model/failure.ts';
import type { Override, OverrideState } from '../../model/override.ts';
import type { Held } from '../../store/custody.ts';
import { kept } from '../../text/say.ts';
import { type At, clusterOf } from '../at.ts';
import type { Tools } from '../tools.ts';

/** The override as it stands now. Throws where there is none: that is an error of the bot's own. */
export async function overrideOf(tools: Tools, id: string): Promise<Override> {
  const override = await tools.store.overrides.get(id);
  if (!override) throw new Error(`override ${id} is not in the store`); // not shown
  return override;
}

/** Where the work is: an override holds no lock, so no epoch is ever asked for. */
export const atOf = ({ id, cluster, host }: Override, round = 0): At => ({
  rollout: id,
  cluster,
  host,
  attempt: round,
  epoch: 0,
});

/** The pool as configured now. Throws Failure `missing` where it is gone from the config. */
export function poolOf(tools: Tools, { cluster: name }: Pick<Override, 'cluster'>, id: string): Pool {
  const cluster: Cluster = clusterOf(tools, name);
  const pool = cluster.pools.find((each) => each.id === id);
  if (!pool) throw new Failure('missing', id, kept`${id} is no longer a pool of ${name} in the config`);
  return pool;
}

/** What the override has in custody right now, in the order in which it is drained. */
export async function heldBy(tools: Tools, { id, cluster, members }: Override): Promise<readonly Held[]> {
  const held = (await tools.store.custody.all(cluster)).filter(({ rollout }) => rollout === id);
  const place = ({ pool, member }: Held) =>
    members.findIndex((each) => each.pool === pool && each.member === member);
  return held.sort((a, b) => place(a) - place(b));
}

interface NewState {
  readonly state: OverrideState;
  /** Makes it the same change after a crash. */
  readonly key: string;
  readonly note?: string;
  readonly person?: string;
  readonly until?: Date;
}

export async function setState(
  tools: Tools,
  override: Override,
  { key, until, ...state }: NewState,
): Promise<void> {
  const body = {
    type: 'override-state' as const,
    ...state,
    ...(until && { until: until.toISOString() }),
  };
  await record(tools, override, key, body);
}

export async function record(
  tools: Tools,
  { id, cluster }: Override,
  key: string,
  body: EventBody,
): Promise<void> {
  await tools.store.journal.record({ rollout: id, cluster, key: `${id}/${key}`, body });
}
