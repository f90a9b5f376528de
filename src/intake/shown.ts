import { rolloutCard } from '../report/rollout-card.ts';
import { type Desk, rolloutNamed } from './desk.ts';
import type { Answer } from './intake.ts';

/** Where the rollout's journal ends now; to be asked before a wish is recorded. */
export const lastSeq = ({ tools }: Desk, id: string): Promise<number> => tools.store.journal.lastSeq(id);

/**
 * The rollout as it stands, as an answer that makes a chat follow it.
 * @param seq where the journal ended before this request was recorded: it is followed from there. Left out where the
 * request recorded nothing, as then there may be nothing more to come.
 */
export async function shown(desk: Desk, id: string, seq?: number): Promise<Answer> {
  const { rollouts } = desk.tools.store;
  const [rollout, hosts, question, next] = await Promise.all([
    rolloutNamed(desk, id),
    rollouts.hosts(id),
    rollouts.questions(id),
    rollouts.takingBack(id),
  ]);
  const card = rolloutCard(rollout, hosts, { now: desk.now(), question, next });
  return { code: 'ok', card, rollout: id, ...(seq !== undefined && { seq }) };
}

/** What changed something that others want to know of: the whole channel sees it. */
export const openAnswer = (title: string): Answer => ({
  code: 'ok',
  card: { title, tone: 'good' },
  open: true,
});
