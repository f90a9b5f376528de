import type { Sender } from '../people/people.ts';
import { actorPayload, clicker, clickPayload, homePayload } from './payloads.ts';
import type { Service } from './service.ts';

/** The person opened the App Home. */
export async function onHome(service: Service, body: unknown): Promise<void> {
  const { team_id, event } = homePayload.parse(body);
  if (event.tab === 'home') await showHome(service, { user: event.user, teams: [team_id] });
}

/** The person wants everything read again. */
export const onRefresh = (service: Service, body: unknown): Promise<void> =>
  showHome(service, clicker(actorPayload.parse(body)));

/** A command was sent from the App Home: it shows what it changed. */
export async function afterClick(service: Service, body: unknown): Promise<void> {
  const payload = clickPayload.parse(body);
  if (payload.view?.type === 'home') await showHome(service, clicker(payload));
}

async function showHome({ home, people }: Service, sender: Sender): Promise<void> {
  const known = await people.personOf(sender);
  if ('person' in known) await home.opened({ user: sender.user, person: known.person });
  else await home.refused(sender.user, known.refused);
}
