import type { Cluster } from '../../model/cluster.ts';
import type { Command } from '../../model/command.ts';
import type { PersonFreeze } from '../../model/freeze.ts';
import { mayDeploy } from '../../policy/access.ts';
import { timeText } from '../../report/lock-text.ts';
import { plain } from '../../report/plain.ts';
import { oneAfterAnother, say } from '../../text/say.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal } from '../desk.ts';
import type { Asked } from '../intake.ts';
import { openAnswer } from '../shown.ts';

/** Nothing new is rolled from here on, until the end, or until somebody unfreezes. What is under way goes on. */
export const freeze: Handler<'freeze'> = async (desk, command, request) => {
  const { reason, forMs } = command;
  const cluster = demandFreezer(desk, command, request);
  const until = forMs === undefined ? undefined : new Date(desk.now().getTime() + forMs);
  const { person } = request;
  const { freezes, journal } = desk.tools.store;
  await freezes.declare({ ...cluster, person, reason, ...(until && { until }) }, request.id);
  // Declared by a process that died before it answered: its end is the one that was recorded then.
  const first = await journal.byKey(`freeze/${request.id}`);
  const ends = first?.type === 'freeze' ? first.until : undefined;
  const end = ends === undefined ? undefined : timeText(new Date(ends), desk.now());
  const lift = say`\`unfreeze ${cluster.cluster ?? '--all'}\` lifts it`;
  return openAnswer(say`${frozenText(cluster, plain(reason, 200), end)}. ${lift}`);
};

/** Lifts a person's freeze, whoever's it is; a window of the config ends by itself. */
export const unfreeze: Handler<'unfreeze'> = async (desk, command, request) => {
  const cluster = demandFreezer(desk, command, request);
  const { freezes, journal } = desk.tools.store;
  const lifted = await freezes.lift({ ...cluster, person: request.person }, request.id);
  // Lifted by a process that died before it answered: it was this request.
  const before = lifted ?? (await journal.byKey(`freeze/${request.id}`));
  if (!before) throw new Refusal('refused', notFrozen(cluster));
  const was = lifted && say`it was by ${plain(lifted.person, 80)} (${plain(lifted.reason, 200)})`;
  const done = say`The freeze of ${cluster.cluster ?? say`all clusters`} is lifted`;
  return openAnswer(was === undefined ? done : oneAfterAnother([done, was]));
};

type Frozen = Pick<PersonFreeze, 'cluster'>;

function frozenText({ cluster }: Frozen, reason: string, end: string | undefined): string {
  if (cluster === undefined)
    return end === undefined
      ? say`All clusters are frozen: ${reason}`
      : say`All clusters are frozen until ${end}: ${reason}`;
  return end === undefined
    ? say`${cluster} is frozen: ${reason}`
    : say`${cluster} is frozen until ${end}: ${reason}`;
}

const notFrozen = ({ cluster }: Frozen): string =>
  cluster === undefined
    ? say`Nobody froze all clusters; \`unfreeze CLUSTER\` lifts the freeze of one`
    : say`Nobody froze ${cluster} by itself; \`unfreeze --all\` lifts a freeze of all clusters, and the windows of the config end by themselves`;

/** Whoever may deploy to the cluster; for all clusters, whoever may deploy to each of them. */
function demandFreezer(
  desk: Desk,
  { cluster: name }: Extract<Command, { verb: 'freeze' | 'unfreeze' }>,
  asked: Asked,
): Frozen {
  const concerned: readonly Cluster[] = name === undefined ? everyCluster(desk) : [clusterNamed(desk, name)];
  for (const { access, name: each } of concerned) demand(mayDeploy(access, each, asked));
  return name === undefined ? {} : { cluster: name };
}

/** All of them are frozen: also those that a person may not see, who therefore may not freeze them. */
function everyCluster({ clusters, hidden = [] }: Desk): readonly Cluster[] {
  if (hidden.length === 0) return clusters;
  throw new Refusal('refused', say`Only who may deploy to every cluster may do that for all of them`);
}
