import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Account } from './account.ts';
import { findPlace, type Place } from './place.ts';
import { findServer } from './read.ts';
import { isSame, type Server, serversOf, setWeight } from './servers.ts';
import type { Session } from './session.ts';

/**
 * Sets a member's weight, also where it has that already, and looks whether it is there. Names are looked up anew, as
 * they may mean something else by now; the server is read when it is its turn, so that nothing stale is sent.
 */
export async function changeWeight(
  account: Account,
  pool: string,
  member: string,
  weight: number,
): Promise<void> {
  const where = `${account.target}/${pool} ${member}`;
  const place = await findPlace(account.begin(where), pool);
  if (place.lb.status === 'locked') throw locked(place, where);
  await account.inTurn(place.lb.id, async () => {
    const session = account.begin(where);
    const server = await findServer(session, place, member);
    await setWeight(session, place, server, weight);
    await confirm(session, place, server, weight);
  });
}

/** Before a change that can't be seen is called ineffective, it is looked at again after these times, in milliseconds. */
const looks = [0, 200, 400, 800];

async function confirm(session: Session, place: Place, server: Server, weight: number): Promise<void> {
  let seen: Server | undefined;
  for (const waitMs of looks) {
    await pause(waitMs);
    seen = (await serversOf(session, place)).find((one) => isSame(one, server));
    if (seen?.Weight === weight) return;
  }
  throw seen ? ineffective(session, weight, seen.Weight) : gone(session);
}

const ineffective = ({ where }: Session, wish: number, now: number): Failure =>
  new Failure(
    'ineffective',
    where,
    kept`Aliyun accepted weight ${wish} for ${where}, but shows weight ${now}.`,
  );

const gone = ({ where }: Session): Failure =>
  new Failure('missing', where, kept`${where} was taken out of its group while its weight was set.`);

/** A locked load balancer takes no changes ("DescribeLoadBalancers", LoadBalancerStatus). */
const locked = ({ lb }: Place, where: string): Failure =>
  new Failure(
    'denied',
    where,
    kept`The load balancer ${lb.id} of ${where} is locked, as it is for overdue payments: it takes no changes.`,
  );
