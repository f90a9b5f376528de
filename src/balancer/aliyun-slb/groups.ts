import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { LoadBalancer } from './load-balancers.ts';
import { ask, type Session, slb } from './session.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
}

const reply = z.object({
  VServerGroups: z.object({
    VServerGroup: z
      .array(
        z
          .object({ VServerGroupId: z.string(), VServerGroupName: z.string().default('') })
          .transform((read): Group => ({ id: read.VServerGroupId, name: read.VServerGroupName })),
      )
      .default([]),
  }),
});

const pairs = z.object({
  MasterSlaveServerGroups: z.object({
    MasterSlaveServerGroup: z
      .array(
        z
          .object({
            MasterSlaveServerGroupId: z.string(),
            MasterSlaveServerGroupName: z.string().default(''),
          })
          .transform(
            (read): Group => ({ id: read.MasterSlaveServerGroupId, name: read.MasterSlaveServerGroupName }),
          ),
      )
      .default([]),
  }),
});

/**
 * The one vserver group of the load balancer with this id, or else with this very name.
 * @throws Failure `missing` or `ambiguous`, with what was found; `invalid` for a master-slave group
 */
export async function findGroup(session: Session, lb: LoadBalancer, idOrName: string): Promise<Group> {
  const params = { LoadBalancerId: lb.id };
  const { VServerGroups } = await ask(
    session,
    { service: slb, action: 'DescribeVServerGroups', params },
    reply,
  );
  const all = VServerGroups.VServerGroup;
  const [one, ...others] = matching(all, idOrName);
  if (one && others.length === 0) return one;
  if (one) throw ambiguous(session, [one, ...others]);
  if (await isPair(session, lb, idOrName)) throw weightless(session);
  throw missing(session, all);
}

function matching(groups: readonly Group[], idOrName: string): readonly Group[] {
  const byId = groups.filter(({ id }) => id === idOrName);
  return byId.length > 0 ? byId : groups.filter(({ name }) => name === idOrName);
}

/** Only to say something better than "missing": who may not ask for it does without. */
async function isPair(session: Session, lb: LoadBalancer, idOrName: string): Promise<boolean> {
  const params = { LoadBalancerId: lb.id };
  try {
    const found = await ask(
      session,
      { service: slb, action: 'DescribeMasterSlaveServerGroups', params },
      pairs,
    );
    return matching(found.MasterSlaveServerGroups.MasterSlaveServerGroup, idOrName).length > 0;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'denied') return false;
    throw error;
  }
}

const ambiguous = ({ where }: Session, found: readonly Group[]): Failure =>
  new Failure(
    'ambiguous',
    where,
    kept`${found.length} vserver groups have the name of the one in ${where}: ${found.map(({ id }) => id).join(', ')}. Use an id.`,
  );

const weightless = ({ where }: Session): Failure =>
  new Failure(
    'invalid',
    where,
    kept`The group of ${where} is a master-slave group, whose servers have roles instead of weights: use a vserver group.`,
  );

function missing({ where }: Session, all: readonly Group[]): Failure {
  const found = all.map(({ id, name }) => `${name} (${id})`).join(', ');
  const text = found
    ? kept`The load balancer of ${where} has no such vserver group; it has ${found}.`
    : kept`The load balancer of ${where} has no such vserver group; it has none.`;
  return new Failure('missing', where, text);
}
