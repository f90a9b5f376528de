import type { Member } from '../../model/member.ts';
import type { Account } from './account.ts';
import { type Report, reportOf, sightsOf } from './health.ts';
import { findInstances, instanceIds } from './instances.ts';
import { listenersOf } from './listeners.ts';
import { memberOf, nameServers, pickServer } from './member.ts';
import { findPlace, type Place } from './place.ts';
import { type Server, serversOf } from './servers.ts';
import type { Session } from './session.ts';

/** All members of a pool. Weights and health are as they are now, names and listeners as they were a moment ago. */
export async function readPool(account: Account, pool: string): Promise<readonly Member[]> {
  const session = account.begin(`${account.target}/${pool}`);
  const place = await account.places.get(pool, () => findPlace(session, pool));
  const [servers, report] = await Promise.all([
    serversOf(session, place),
    reported(account, session, pool, place),
  ]);
  const ids = instanceIds(servers);
  const instances = await account.instances.get(`${pool} ${ids.join()}`, () => findInstances(session, ids));
  return nameServers(servers, instances).map((named) => memberOf(named, report, instances));
}

async function reported(account: Account, session: Session, pool: string, place: Place): Promise<Report> {
  const listeners = await account.listeners.get(pool, () => listenersOf(session, place));
  const sights = await sightsOf(session, place, listeners);
  return reportOf({ place, listeners, sights }, account.listenerProtocol);
}

/** The one server that the member's name means now. */
export async function findServer(session: Session, place: Place, member: string): Promise<Server> {
  const servers = await serversOf(session, place);
  const instances = await findInstances(session, instanceIds(servers));
  return pickServer(nameServers(servers, instances), member, session.where);
}
