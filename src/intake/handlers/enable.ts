import type { CardLine } from '../../model/card.ts';
import type { Command } from '../../model/command.ts';
import { isOver, type Override } from '../../model/override.ts';
import { mayDisable } from '../../policy/access.ts';
import { overrideButtons } from '../../report/override-card.ts';
import { plain } from '../../report/plain.ts';
import { kept, say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import { beingVerified, bringBack, leftOutHosts, whatCameOf } from '../bring-back.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal, sees } from '../desk.ts';
import type { Answer, Asked } from '../intake.ts';
import { activeOn, soon, wishesOf } from '../overrides.ts';

type Enable = Extract<Command, { verb: 'enable' }>;

/**
 * Brings hosts back: those that a person took out, and those that a rollout left out. Exactly as they were, and if they are
 * well. Where one of the names is wrong, or one may not be brought back, nothing is begun for any of them. Asked again,
 * because a process died before it kept the answer, it begins nothing and tells what came of it.
 */
export const enable: Handler<'enable'> = async (desk, command, asked) => {
  const { overrides, names } = await sort(desk, command, asked);
  for (const override of overrides) demandMay(desk, override, command, asked);
  const begun = names.length > 0 ? await desk.broughtBack(asked.id) : undefined;
  const isNew = names.length > 0 && !begun;
  const left = isNew ? await leftOutHosts(desk, { ...command, members: names }, asked) : [];
  const answers = await Promise.all([
    ...overrides.map((override) => endOverride(desk, override, command, asked)),
    ...(left.length > 0 ? [bringBack(desk, left, command, asked)] : []),
    ...(begun ? [whatCameOf(begun.result(), command.cluster, names)] : []),
  ]);
  const [only, ...others] = answers;
  return only && others.length === 0 ? only : together(command.cluster, answers);
};

/** Whoever a person's override keeps out, each once; the other names are for what a rollout has left out. */
async function sort(desk: Desk, { cluster, members }: Enable, { id: request }: Asked) {
  const overrides = new Map<string, Override>();
  const names: string[] = [];
  for (const name of members) {
    const override = sees(desk, cluster)
      ? ((await activeOn(desk, cluster, name)) ?? (await endedBy(desk, cluster, name, request)))
      : undefined;
    if (override) overrides.set(override.id, override);
    else names.push(name);
  }
  return { overrides: [...overrides.values()], names };
}

/** The override that this very request has ended already. */
async function endedBy(
  { tools }: Desk,
  cluster: string,
  name: string,
  request: string,
): Promise<Override | undefined> {
  const { overrides, journal } = tools.store;
  const last = await overrides.lastOn(cluster, name);
  return last && (await journal.byKey(wishKey(request, last.id))) ? last : undefined;
}

const wishKey = (request: string, override: string): string => `override-wish/${request}/${override}`;

async function endOverride(
  desk: Desk,
  { id, cluster }: Override,
  command: Enable,
  asked: Asked,
): Promise<Answer> {
  const { journal } = desk.tools.store;
  const wish = command.anyway ? ('enable-anyway' as const) : ('enable' as const);
  const body = { type: 'override-wish' as const, person: asked.person, wish };
  const seq = await journal.lastSeq(id);
  await desk.tools.turns.inTurn(wishesOf(id), () =>
    journal.record({ rollout: id, cluster, key: wishKey(asked.id, id), body }),
  );
  const asksSince = async () =>
    (await journal.after(id, seq)).some((entry) => {
      const { body: found } = entry;
      return found.type === 'override-state' && found.state === 'asking';
    });
  return answerOf(await soon(desk, id, async ({ state }) => isOver(state) || (await asksSince())));
}

/** Of a cluster that is gone from the config nobody knows who may what; ending its override changes nothing either. */
function demandMay(desk: Desk, { id, cluster: name, host }: Override, command: Enable, asked: Asked): void {
  if (desk.tools.cluster(name) !== undefined) {
    demand(mayDisable(clusterNamed(desk, name).access, name, asked));
    return;
  }
  if (command.anyway) return;
  const text = say`${name} is no longer in the config, so ${host} can't be given back; \`enable ${name} ${host} --unverified\` ends ${id} without that`;
  throw new Refusal('refused', text);
}

function answerOf(override: Override): Answer {
  const { id, host, state, note, cluster } = override;
  const buttons = overrideButtons(override);
  if (isOver(state))
    return {
      code: 'ok',
      card: { title: say`${host}: ${told(note ?? kept`ended`)}`, tone: 'good' },
      override: id,
    };
  if (state === 'asking') {
    const title = say`${host} stays out: ${told(note ?? kept`it is not well`)}`;
    return { code: 'failed', card: { title, tone: 'warning', buttons }, override: id };
  }
  const title = beingVerified(host, cluster);
  return { code: 'ok', card: { title, tone: 'plain', buttons }, override: id };
}

/** What can be done about one of them stands with its own message. */
function together(cluster: string, answers: readonly Answer[]): Answer {
  const failed = answers.find(({ code }) => code !== 'ok');
  const lines = answers.map(({ card }): CardLine => ({ text: card.title, tone: card.tone }));
  const title = failed
    ? say`Not all hosts of ${plain(cluster, 80)} come back`
    : say`Hosts of ${plain(cluster, 80)} come back`;
  return { code: failed?.code ?? 'ok', card: { title, tone: failed ? 'warning' : 'good', lines } };
}
