import { isActive, type Override } from '../../model/override.ts';
import { mayDisable } from '../../policy/access.ts';
import { timeText } from '../../report/lock-text.ts';
import { overrideButtons } from '../../report/override-card.ts';
import { overrideText } from '../../report/wording.ts';
import { say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal } from '../desk.ts';
import type { Asked } from '../intake.ts';
import { overrideNamed, soon, wishesOf } from '../overrides.ts';

/** Stays out longer: so much more than now, or than what is left. A host that was just being verified stays out too. */
export const extend: Handler<'extend'> = async (desk, { override: id, forMs }, asked) => {
  await desk.tools.turns.inTurn(wishesOf(id), () => record(desk, id, forMs, asked));
  const now = await soon(desk, id, ({ state }) => state !== 'returning' && state !== 'asking');
  if (!isActive(now.state))
    throw new Refusal(
      'refused',
      say`${id} has ended meanwhile: ${now.note === undefined ? overrideText(now.state) : told(now.note)}`,
    );
  const title = now.until
    ? say`${now.host} stays out until ${timeText(now.until, desk.now())}`
    : say`${now.host} stays out until somebody enables it`;
  return { code: 'ok', card: { title, tone: 'good', buttons: overrideButtons(now) }, override: id };
};

async function record(desk: Desk, id: string, forMs: number, asked: Asked): Promise<void> {
  const override = await overrideNamed(desk, id);
  const { cluster: name } = override;
  demand(mayDisable(clusterNamed(desk, name).access, name, asked));
  const { journal } = desk.tools.store;
  const key = `override-wish/${asked.id}`;
  // Recorded by a process that died before it answered: it is not added twice.
  if (await journal.byKey(key)) return;
  demandExtendable(override);
  const from = Math.max(desk.tools.store.now().getTime(), override.until?.getTime() ?? 0);
  const until = new Date(from + forMs).toISOString();
  const { person } = asked;
  const body = { type: 'override-wish' as const, person, wish: 'extend' as const, until };
  await journal.record({ rollout: id, cluster: name, key, body });
}

function demandExtendable({ id, host, state, until }: Override): void {
  if (!isActive(state))
    throw new Refusal('refused', say`${id} is ${overrideText(state)}: there is nothing to extend`);
  if (state === 'taking-out')
    throw new Refusal('refused', say`${host} is not out yet: extend ${id} when it is`);
  if (state === 'out' && !until)
    throw new Refusal('refused', say`${id} has no end: ${host} stays out until somebody enables it`);
}
