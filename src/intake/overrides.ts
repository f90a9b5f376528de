import type { Card, CardLine } from '../model/card.ts';
import { isActive, type Override } from '../model/override.ts';
import type { OverrideView } from '../report/override-card.ts';
import { outText, overrideButtons, overrideCard } from '../report/override-card.ts';
import { overrideText } from '../report/wording.ts';
import { kept, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { type Desk, Refusal, sees } from './desk.ts';
import type { Answer } from './intake.ts';

/** Chats want an answer within three seconds. */
const answerWithinMs = 2_000;

/** Wishes of one override are recorded one after the other. */
export const wishesOf = (override: string): string => `wishes of ${override}`; // not shown

export async function overrideNamed(desk: Desk, id: string): Promise<Override> {
  const found = await desk.tools.store.overrides.get(id);
  if (found && sees(desk, found.cluster)) return found;
  throw new Refusal('wrong', say`There is no override ${id}; \`drained\` lists those that are out`);
}

/** The override that keeps this host out, or is about to, by the name of the host or of one of its members. */
export async function activeOn(desk: Desk, cluster: string, name: string): Promise<Override | undefined> {
  const unfinished = await desk.tools.store.overrides.unfinished(cluster);
  const active = unfinished.filter(({ state }) => isActive(state));
  return (
    active.find(({ host }) => host === name) ??
    active.find(({ members }) => members.some(({ member }) => member === name))
  );
}

export async function viewOf(desk: Desk, override: Override): Promise<OverrideView> {
  const { custody, overrides } = desk.tools.store;
  const held = (await custody.all(override.cluster)).filter(({ rollout }) => rollout === override.id);
  const beside = (await overrides.together(override)).filter(({ id }) => id !== override.id);
  return { override, held, beside, now: desk.now() };
}

/** The override as it stands, as an answer. */
export async function overrideShown(desk: Desk, id: string): Promise<Answer> {
  const view = await viewOf(desk, await overrideNamed(desk, id));
  return { code: 'ok', card: overrideCard(view), override: id };
}

/** The override when it is as wanted, or as it stands when an answer can't wait any longer. */
export async function soon(
  desk: Desk,
  id: string,
  isWanted: (override: Override) => boolean | Promise<boolean>,
): Promise<Override> {
  const { changes, overrides } = desk.tools.store;
  const signal = AbortSignal.timeout(answerWithinMs);
  const look = async () => {
    const now = await overrides.get(id);
    return now && (await isWanted(now)) ? now : undefined;
  };
  try {
    return await changes.until(id, look, signal, 100);
  } catch (error) {
    if (!signal.aborted) throw error;
    return overrideNamed(desk, id);
  }
}

/** What came of taking it out, and what was asked for with it: it is out, it was refused, or it is on its way. */
export async function takenOut(desk: Desk, id: string): Promise<Answer> {
  const group = await desk.tools.store.overrides.together(await overrideNamed(desk, id));
  const answers = await Promise.all(group.map((each) => takenOutOne(desk, each.id)));
  const [only, ...others] = answers;
  if (!only || others.length === 0) return only ?? overrideShown(desk, id);
  const worst = answers.find(({ code }) => code !== 'ok');
  return { ...(worst ?? only), card: groupCard(answers, worst), override: id };
}

/** A line each, with what can be done about them all; what can be done about one stands with its own message. */
function groupCard(answers: readonly Answer[], worst: Answer | undefined): Card {
  const lines = answers.map(({ card }): CardLine => ({ text: card.title, tone: card.tone }));
  const refused = worst && say`${answers.length} hosts were not taken out`;
  return { title: refused ?? say`${answers.length} hosts are taken out`, tone: 'warning', lines };
}

async function takenOutOne(desk: Desk, id: string): Promise<Answer> {
  const override = await soon(desk, id, ({ state }) => state !== 'taking-out');
  const { host, state, note, cluster } = override;
  if (state === 'dropped') {
    const title = say`${host} was not taken out: ${told(note ?? kept`it was dropped`)}`;
    return { code: 'refused', card: { title, tone: 'warning' }, override: id };
  }
  if (state === 'taking-out') {
    const title = say`${host} is being taken out; \`members ${cluster}\` shows how it stands`;
    return { code: 'ok', card: { title, tone: 'warning', buttons: overrideButtons(override) }, override: id };
  }
  const view = await viewOf(desk, override);
  const title = state === 'out' ? outText(view) : say`${id} is ${overrideText(state)}`;
  return { code: 'ok', card: { ...overrideCard(view), title }, override: id };
}
