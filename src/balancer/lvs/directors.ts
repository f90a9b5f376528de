import { asFailure, Failure } from '../../model/failure.ts';
import type { Member } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import { changeOn } from './change.ts';
import type { Director, Look } from './director.ts';
import type { Place } from './find.ts';
import { memberOf, type View } from './member.ts';
import type { Service } from './service.ts';
import type { Decide } from './wish.ts';

type Tried<T> = { readonly director: Director } & ({ readonly result: T } | { readonly failure: Failure });

/**
 * The service's members as the first director that answers shows them, with what the others show otherwise. One that
 * can't be reached is told of; one that answers wrongly is a failure, because nothing would tell them apart later.
 */
export async function readAll(
  directors: readonly Director[],
  service: Service,
  counted: boolean,
): Promise<readonly Member[]> {
  const tried = await onEach(directors, (director) => director.look(service));
  const failed = tried.filter((each) => 'failure' in each);
  const [lead, ...others] = tried.filter((each) => 'result' in each).map(viewOf);
  const fatal = failed.find(({ failure }) => !isAway(failure)) ?? (lead ? undefined : failed[0]);
  if (fatal) throw fatal.failure;
  if (!lead) return [];
  const silent = failed.map(({ director }) => director.name);
  return lead.servers.map((server) => memberOf(server, { lead, others, silent, counted }));
}

const isAway = ({ kind }: Failure): boolean => kind === 'unreachable' || kind === 'timeout';

const viewOf = ({ director, result }: { director: Director; result: Look }): View => ({
  director: director.name,
  settings: result.settings,
  ...result.table,
});

/**
 * The change on every director, whatever becomes of it on the others: where one can't be reached, the one that has the
 * traffic must have it all the same. Repeating it completes it.
 */
export async function changeAll(directors: readonly Director[], place: Place, decide: Decide): Promise<void> {
  const tried = await onEach(directors, (director) => changeOn(director, place, decide));
  const failed = tried.filter((each) => 'failure' in each);
  // Repeating does not help where one of them refused for good.
  const worst = failed.find(({ failure }) => !failure.retryable) ?? failed[0];
  if (!worst) return;
  const done = tried.filter((each) => 'result' in each).map(({ director }) => director.name);
  throw done.length > 0 ? partly(worst.failure, worst.director, done) : worst.failure;
}

function partly(failure: Failure, { name }: Director, done: readonly string[]): Failure {
  const text = kept`On ${name} this could not be done, on ${done.join(' and ')} it is: ${failure.message}`;
  return new Failure(failure.kind, failure.target, text, {
    retryable: failure.retryable,
    cause: failure,
  });
}

const onEach = <T>(
  directors: readonly Director[],
  act: (director: Director) => Promise<T>,
): Promise<readonly Tried<T>[]> =>
  Promise.all(
    directors.map((director) =>
      act(director).then(
        (result) => ({ director, result }),
        (error: unknown) => ({ director, failure: asFailure(error, director.name) }),
      ),
    ),
  );
