import { rolloutCard } from '../report/rollout-card.ts';
import { type Desk, rolloutNamed } from './desk.ts';
import type { Answer } from './intake.ts';

/** The rollout as it stands, as an answer that makes a chat follow it. */
export async function shown(desk: Desk, id: string): Promise<Answer> {
  const { rollouts } = desk.tools.store;
  const [rollout, hosts, question] = await Promise.all([
    rolloutNamed(desk, id),
    rollouts.hosts(id),
    rollouts.questions(id),
  ]);
  const card = rolloutCard(rollout, hosts, { now: desk.now(), question });
  return { code: 'ok', card, rollout: id };
}
