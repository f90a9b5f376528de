import { findingsCard } from '../../report/findings-card.ts';
import { checkup } from '../checkup/checkup.ts';
import { type Handler, sees } from '../desk.ts';

/** The journal, the locks and the balancers compared: what is wrong, what waits for somebody, and how to mend it. */
export const doctor: Handler<'doctor'> = async (desk) => {
  const { tools, clusters, workers, now } = desk;
  const concerns = (cluster: string) => sees(desk, cluster);
  return { code: 'ok', card: findingsCard(await checkup(tools, { clusters, concerns, workers, now })) };
};
