import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';

/** So many names are listed to somebody who looks for another one. */
const mostNames = 10;

interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

/**
 * The one server with that name or alias.
 * @param where pool and member for messages: `lb1/web 10.0.0.1:80`
 * @throws Failure `missing` or `ambiguous`, with what is there
 */
export function findNamed<T extends Named>(all: readonly T[], member: string, where: string): T {
  const found = all.filter(({ name, aliases }) => name === member || aliases.includes(member));
  if (found[0] && found.length === 1) return found[0];
  if (found.length > 1) {
    const text = kept`${found.length} servers of the upstream answer to ${where}: ${listed(found)}.`;
    throw new Failure('ambiguous', where, text);
  }
  const text =
    all.length === 0
      ? kept`The upstream has no server ${where}; it has none.`
      : kept`The upstream has no server ${where}; it has ${listed(all)}.`;
  throw new Failure('missing', where, text);
}

function listed(all: readonly Named[]): string {
  const some = all
    .slice(0, mostNames)
    .map(({ name }) => name)
    .join(', ');
  return all.length > mostNames ? kept`${some} and ${all.length - mostNames} more` : some;
}
