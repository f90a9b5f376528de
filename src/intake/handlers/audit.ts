import type { Entry } from '../../model/event.ts';
import { auditCard } from '../../report/audit-card.ts';
import { type Desk, type Handler, sees } from '../desk.ts';

const week = 7 * 24 * 3_600_000;
/** As many as a person can get through, and a message's file can hold. */
const mostEntries = 50_000;

/** Who asked for what and decided what, in the clusters that the person may see. */
export const audit: Handler<'audit'> = async (desk, { sinceMs = week, person }, asked) => {
  const since = new Date(desk.now().getTime() - sinceMs);
  const found = await desk.tools.store.audit.since(since, mostEntries, person);
  const entries = found.filter((entry) => maySee(desk, entry, asked.person));
  const cut = found.length === mostEntries;
  return { code: 'ok', card: auditCard({ since, entries, cut, ...(person !== undefined && { person }) }) };
};

/**
 * What concerns no cluster that is known may name one in its text: it is for who asked, and for those who see every
 * cluster. What concerns all of them is for everybody.
 */
function maySee(desk: Desk, { cluster, body }: Entry, person: string): boolean {
  if (cluster !== '') return sees(desk, cluster);
  if (body.type === 'freeze') return true;
  return (desk.hidden ?? []).length === 0 || ('person' in body && body.person === person);
}
