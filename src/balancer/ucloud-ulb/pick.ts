import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';

/** How one kind of thing is called, by people and in messages. */
export interface Naming<T> {
  /** `ULB`, `vserver`, `backend` */
  readonly what: string;
  /** All that it answers to. */
  names(each: T): readonly string[];
  /** With its id, so that one can tell it from others of the same name. */
  text(each: T): string;
}

/** So many are listed in a message. */
const most = 10;

/**
 * The one thing that answers to a name.
 * @throws Failure `missing` (with what there is) or `ambiguous` (with all that answer to it)
 */
export function pick<T>(all: readonly T[], name: string, { what, names, text }: Naming<T>, where: string): T {
  const found = all.filter((each) => names(each).includes(name));
  const [one, ...others] = found;
  if (one === undefined) throw missing(what, name, listed(all.map(text)), where);
  if (others.length === 0) return one;
  const message = kept`${found.length} ${what}s answer to ${name} for ${where}; name one of them by its id: ${listed(found.map(text))}.`;
  throw new Failure('ambiguous', where, message);
}

function listed(texts: readonly string[]): string {
  const some = texts.slice(0, most).join(', ');
  return texts.length > most ? kept`${some} and ${texts.length - most} more` : some;
}

function missing(what: string, name: string, there: string, where: string): Failure {
  const text =
    there === ''
      ? kept`UCloud has no ${what} ${name} for ${where}; there is none.`
      : kept`UCloud has no ${what} ${name} for ${where}: ${there}.`;
  return new Failure('missing', where, text);
}
