import type { Override, OverrideState } from '../../src/model/override.ts';
import type { Stage } from './stage.ts';

/** The override when it is as wanted. */
export function overrideWhen(
  { store }: Stage,
  id: string,
  wanted: OverrideState | ((override: Override) => boolean),
): Promise<Override> {
  const isWanted = typeof wanted === 'string' ? ({ state }: Override) => state === wanted : wanted;
  const look = async () => {
    const now = await store.overrides.get(id);
    return now && isWanted(now) ? now : undefined;
  };
  return store.changes.until(id, look, AbortSignal.timeout(30_000), 50);
}

/** Asks for it and presses the button; gives the override's id. */
export async function takeOut(stage: Stage, text: string, person?: string): Promise<string> {
  const { override: id, card } = await stage.say(text, person);
  if (id === undefined) throw new Error(`no override: ${card.title}`);
  const answer = await stage.say(`approve ${id}`, person);
  if (answer.code !== 'ok') throw new Error(answer.card.title);
  await overrideWhen(stage, id, 'out');
  return id;
}

export const minutes = (n: number): number => n * 60_000;
