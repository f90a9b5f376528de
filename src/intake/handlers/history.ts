import { logsCard } from '../../report/answer-cards.ts';
import { historyCard } from '../../report/history-card.ts';
import { clusterNamed, type Handler, rolloutNamed, sees } from '../desk.ts';
import { hostNamed } from '../propose.ts';

const mostRollouts = 30;
const mostLines = 2_000;

export const history: Handler<'history'> = async (desk, { cluster: name }) => {
  const { rollouts } = desk.tools.store;
  const cluster = name === undefined ? undefined : clusterNamed(desk, name).name;
  const found = (await rollouts.history(cluster, mostRollouts)).filter((each) => sees(desk, each.cluster));
  const rows = await Promise.all(
    found.map(async (rollout) => {
      const hosts = await rollouts.hosts(rollout.id);
      return {
        rollout,
        leftOut: hosts.filter(({ outcome }) => outcome === 'left-out').map(({ host }) => host),
      };
    }),
  );
  return { code: 'ok', card: historyCard({ rows, ...(cluster !== undefined && { cluster }) }) };
};

export const logs: Handler<'logs'> = async (desk, { rollout: id, host }) => {
  const rollout = await rolloutNamed(desk, id);
  if (host !== undefined) hostNamed(clusterNamed(desk, rollout.cluster), host);
  const lines = await desk.tools.store.output.read(id, host, mostLines);
  return { code: 'ok', card: logsCard({ rollout: id, lines, ...(host !== undefined && { host }) }) };
};
