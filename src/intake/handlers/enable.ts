import type { Command } from '../../model/command.ts';
import { isOver, type Override } from '../../model/override.ts';
import { mayDisable } from '../../policy/access.ts';
import { overrideButtons } from '../../report/override-card.ts';
import { bringBack } from '../bring-back.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal, sees } from '../desk.ts';
import type { Answer, Asked } from '../intake.ts';
import { activeOn, soon, wishesOf } from '../overrides.ts';

type Enable = Extract<Command, { verb: 'enable' }>;

/** Brings a host back: one that a person took out, else one that a rollout left out. Exactly as it was, and if it is well. */
export const enable: Handler<'enable'> = async (desk, command, asked) => {
  const { cluster, member } = command;
  const override = sees(desk, cluster) ? await activeOn(desk, cluster, member) : undefined;
  return override ? endOverride(desk, override, command, asked) : bringBack(desk, command, asked);
};

async function endOverride(desk: Desk, override: Override, command: Enable, asked: Asked): Promise<Answer> {
  demandMay(desk, override, command, asked);
  const { id, cluster } = override;
  const { journal } = desk.tools.store;
  const wish = command.anyway ? ('enable-anyway' as const) : ('enable' as const);
  const body = { type: 'override-wish' as const, person: asked.person, wish };
  const seq = await journal.lastSeq(id);
  await desk.tools.turns.inTurn(wishesOf(id), () =>
    journal.record({ rollout: id, cluster, key: `override-wish/${asked.id}`, body }),
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
  const text = `${name} is no longer in the config, so ${host} can't be given back; \`enable ${name} ${host} --unverified\` ends ${id} without that`;
  throw new Refusal('refused', text);
}

function answerOf(override: Override): Answer {
  const { id, host, state, note, cluster } = override;
  const buttons = overrideButtons(override);
  if (isOver(state))
    return { code: 'ok', card: { title: `${host}: ${note ?? 'ended'}`, tone: 'good' }, override: id };
  if (state === 'asking') {
    const title = `${host} stays out: ${note ?? 'it is not well'}`;
    return { code: 'failed', card: { title, tone: 'warning', buttons }, override: id };
  }
  const title = `${host} is being verified and comes back if it is well; \`members ${cluster}\` shows how it stands`;
  return { code: 'ok', card: { title, tone: 'plain', buttons }, override: id };
}
