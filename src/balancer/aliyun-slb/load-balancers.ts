import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { everyPage, type Session, slb } from './session.ts';

const schema = z
  .object({
    LoadBalancerId: z.string(),
    LoadBalancerName: z.string().default(''),
    LoadBalancerStatus: z.string(),
  })
  .transform((read) => ({
    id: read.LoadBalancerId,
    name: read.LoadBalancerName,
    status: read.LoadBalancerStatus,
  }));
export type LoadBalancer = z.infer<typeof schema>;

const reply = z.object({ LoadBalancers: z.object({ LoadBalancer: z.array(schema).default([]) }) });

/**
 * The one load balancer with this id or this very name. Ids look like names, so what looks like an id may still be one;
 * the API's own filter by name lets other names through.
 * @throws Failure `missing` or `ambiguous`, with what was found
 */
export async function findLoadBalancer(session: Session, idOrName: string): Promise<LoadBalancer> {
  const [byId] = (await listed(session, { LoadBalancerId: idOrName })).filter(({ id }) => id === idOrName);
  if (byId) return byId;
  const alike = await listed(session, { LoadBalancerName: idOrName });
  const [one, ...others] = alike.filter(({ name }) => name === idOrName);
  if (one && others.length === 0) return one;
  throw one ? ambiguous(session, [one, ...others]) : missing(session, idOrName, alike);
}

const listed = (
  session: Session,
  params: Readonly<Record<string, string>>,
): Promise<readonly LoadBalancer[]> =>
  everyPage(
    session,
    { service: slb, action: 'DescribeLoadBalancers', params },
    reply,
    (page) => page.LoadBalancers.LoadBalancer,
  );

const ambiguous = ({ where }: Session, found: readonly LoadBalancer[]): Failure =>
  new Failure(
    'ambiguous',
    where,
    `${found.length} load balancers have the name of the one in ${where}: ${found.map(({ id }) => id).join(', ')}. Use an id.`,
  );

function missing({ where }: Session, idOrName: string, alike: readonly LoadBalancer[]): Failure {
  const found = alike.map(({ id, name }) => `${name} (${id})`).join(', ');
  const text = `The region has no load balancer with the id or name "${idOrName}", as in ${where}`;
  return new Failure('missing', where, `${text}${found ? `; it has ${found}` : ''}.`);
}
