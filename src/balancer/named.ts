import { Failure } from '../model/failure.ts';
import type { Member } from '../model/member.ts';
import { kept } from '../text/say.ts';
import type { Balancer } from './balancer.ts';

/**
 * The balancer, with its members under the names that the config uses for them: an instance may be known by its id, its
 * name and its address, and everything above this goes by one name. Where drained means removed, a member that is not
 * listed is shown as out.
 * @param names what the config calls the members, by the pool's name
 */
export function createNamed(
  balancer: Balancer,
  provider: string,
  names: ReadonlyMap<string, readonly string[]>,
): Balancer {
  return {
    ...balancer,
    async read(pool) {
      const known = names.get(pool) ?? [];
      const members = (await balancer.read(pool)).map((member) =>
        renamed(member, known, `${provider}/${pool}`),
      );
      return balancer.abilities.removes ? [...members, ...absent(members, known)] : members;
    },
  };
}

function renamed(member: Member, known: readonly string[], pool: string): Member {
  const aliases = new Set([member.name, ...(member.aliases ?? [])]);
  const [name, other] = known.filter((each) => aliases.has(each));
  if (name !== undefined && other !== undefined)
    throw new Failure('ambiguous', pool, kept`${name} and ${other} are one and the same member of ${pool}`);
  return name === undefined || name === member.name ? member : { ...member, name };
}

const absent = (members: readonly Member[], known: readonly string[]): readonly Member[] =>
  known
    .filter((name) => !members.some((member) => member.name === name))
    .map((name) => ({ name, weight: 0, state: 'maint', health: 'unknown', detail: kept`not in the pool` }));
