import type { Balancer } from '../balancer/balancer.ts';
import type { MemberRef, Pool } from '../model/cluster.ts';
import { Failure } from '../model/failure.ts';
import type { Member } from '../model/member.ts';
import { type At, hostOf, tell } from './at.ts';
import { patiently } from './patience.ts';
import type { Tools } from './tools.ts';

/** Calls the pool's balancer, again while it does not answer and patience lasts; the first silence is journaled. */
export function withBalancer<T>(
  tools: Tools,
  at: At,
  pool: Pool,
  options: { readonly signal: AbortSignal; readonly withinMs?: number },
  call: (balancer: Balancer) => Promise<T>,
): Promise<T> {
  const { signal, withinMs = tools.pace.patienceMs } = options;
  const onWait = (failure: Failure) =>
    tell(tools, at, `silent/${pool.id}/${failure.kind}`, {
      type: 'note',
      host: at.host,
      text: `${failure.message}; trying again`,
    });
  return patiently(pool.id, { withinMs, signal, onWait }, () => call(tools.balancer(pool.provider)));
}

/** The pool's one member of that name, or Failure `missing` or `ambiguous`. */
export function pick(members: readonly Member[], { pool, member }: MemberRef): Member {
  const found = members.filter(({ name }) => name === member);
  if (found.length > 1)
    throw new Failure('ambiguous', pool.id, `${pool.id} has ${found.length} members named ${member}`);
  if (!found[0]) throw new Failure('missing', pool.id, `${pool.id} has no member ${member}`);
  return found[0];
}

/** This host's members as their balancers show them now, in drain order. */
export async function readMembers(
  tools: Tools,
  at: At,
  signal: AbortSignal,
): Promise<readonly { ref: MemberRef; live: Member }[]> {
  const read = async (ref: MemberRef) => {
    const members = await withBalancer(tools, at, ref.pool, { signal }, (balancer) =>
      balancer.read(ref.pool.name),
    );
    return { ref, live: pick(members, ref) };
  };
  return Promise.all(hostOf(tools, at).members.map(read));
}
