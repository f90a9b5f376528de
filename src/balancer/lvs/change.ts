import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { type Director, type Look, restless } from './director.ts';
import { findServer, type Place } from './find.ts';
import type { Order } from './script.ts';
import type { RealServer, Setting } from './table.ts';
import { type Decide, isAs, type Wish } from './wish.ts';

/** So often a change is decided anew because somebody else was faster. */
const tries = 5;

/** Brings a real server of one director to what is decided, and looks whether it is. */
export async function changeOn(director: Director, place: Place, decide: Decide): Promise<void> {
  for (let n = 0; n < tries; n += 1) {
    const { wish, order } = decided(await director.look(place.service), place, decide);
    if (order === undefined) return;
    const after = await director.change(place.service, order);
    if (after) return confirm(director, after, place, wish);
  }
  throw restless(director.name, place.service);
}

/** No order where all is as it should be. */
function decided(
  { table: { servers } }: Look,
  place: Place,
  decide: Decide,
): { readonly wish: Wish; readonly order: Order | undefined } {
  const now = findServer(servers, place);
  const wish = decide(
    now,
    servers.filter((each) => each !== now),
  );
  return { wish, order: isAs(now, wish) ? undefined : orderOf(now, wish, place) };
}

/** `-e` sets everything anew, so everything is said. */
function orderOf(now: RealServer | undefined, wish: Wish, { service, member }: Place): Order {
  const name = now?.name ?? member;
  const words = [...service.words, '-r', name];
  const guarded = now && { while: now };
  if (wish === 'gone') return { words: ['-d', ...words], ...guarded };
  return { words: [now ? '-e' : '-a', ...words, ...settingWords(wish)], ...guarded };
}

const settingWords = ({ method, weight, upper, lower }: Setting): readonly string[] => [
  ...method.split(' '),
  ...['-w', weight, '-x', upper, '-y', lower].map(String),
];

function confirm(director: Director, { table }: Look, place: Place, wish: Wish): void {
  const now = findServer(table.servers, place);
  if (isAs(now, wish)) return;
  const text = kept`ipvsadm on ${director.name} accepted ${textOf(wish)} for ${place.where}, but shows ${textOf(now ?? 'gone')}.`;
  throw new Failure('ineffective', place.where, text);
}

const textOf = (wish: Wish): string => (wish === 'gone' ? kept`its removal` : settingWords(wish).join(' '));
