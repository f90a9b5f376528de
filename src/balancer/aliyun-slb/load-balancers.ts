import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
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
 * The one load balancer with this id or this very name. Names may look like ids, and old ids like names: what it looks
 * like is tried first. The API's own filter by name lets other names through.
 * @throws Failure `missing` or `ambiguous`, with what was found
 */
export async function findLoadBalancer(session: Session, idOrName: string): Promise<LoadBalancer> {
  const alike: LoadBalancer[] = [];
  for (const key of /^lb-/.test(idOrName) ? keys : keys.toReversed()) {
    const listing = await listed(session, { [filters[key]]: idOrName });
    const [one, ...others] = listing.filter((found) => found[key] === idOrName);
    if (one && others.length === 0) return one;
    if (one) throw ambiguous(session, [one, ...others]);
    alike.push(...listing);
  }
  throw missing(session, idOrName, alike);
}

const keys = ['id', 'name'] as const;
const filters = { id: 'LoadBalancerId', name: 'LoadBalancerName' } as const;

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
    kept`${found.length} load balancers have the name of the one in ${where}: ${found.map(({ id }) => id).join(', ')}. Use an id.`,
  );

function missing({ where }: Session, idOrName: string, alike: readonly LoadBalancer[]): Failure {
  const found = alike.map(({ id, name }) => `${name} (${id})`).join(', ');
  const text = found
    ? kept`The region has no load balancer with the id or name "${idOrName}", as in ${where}; it has ${found}.`
    : kept`The region has no load balancer with the id or name "${idOrName}", as in ${where}.`;
  return new Failure('missing', where, text);
}
