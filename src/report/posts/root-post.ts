import type { Card, CardLine } from '../../model/card.ts';
import { isFinal } from '../../model/rollout.ts';
import { count, kept, say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import type { Post } from '../board.ts';
import { countsText, hostLine } from '../host-lines.ts';
import { plain } from '../plain.ts';
import { planCard } from '../plan-card.ts';
import { rolloutCard } from '../rollout-card.ts';
import { approvalField } from './approvals.ts';
import { leftField } from './left.ts';
import { roundedNow } from './rounded-now.ts';
import type { RolloutView } from './view.ts';
import { soakLines, wholeQuestions, wishLines } from './wishes.ts';

/** The message over the thread: the plan until it is approved, how far it is while it runs, the summary at its end. */
export const rootPost = (view: RolloutView): Post => ({
  key: 'root',
  rank: 'root',
  stage: stageOf(view),
  card: rootCard(view),
});

/** Each approval, each batch, and each state in which something else may be pressed. */
function stageOf({ rollout, entries }: RolloutView): string {
  const { state, approvers } = rollout;
  if (state === 'awaiting-approval') return `${state}/${approvers.length}`;
  if (state !== 'running') return state;
  const batches = new Set(entries.flatMap(({ body }) => (body.type === 'batch' ? [body.batch] : [])));
  return `running/${Math.max(1, batches.size)}`;
}

function rootCard(view: RolloutView): Card {
  const { rollout } = view;
  if (rollout.state === 'awaiting-approval') return withApprovals(view, planCard(rollout));
  if (rollout.state === 'dropped') return droppedCard(view);
  const now = roundedNow(rollout, view.now);
  const card = withApprovals(view, rolloutCard(rollout, view.hosts, { now, next: view.next }));
  if (isFinal(rollout.state)) return card;
  return { ...card, fields: [...leftField(view, now), ...(card.fields ?? [])], lines: liveLines(view) };
}

/** Nothing was begun: the plan stands as it was, with why, and without buttons. */
function droppedCard(view: RolloutView): Card {
  const card = withApprovals(view, planCard(view.rollout));
  const { reason = kept`nothing was changed` } = view.rollout;
  return { ...card, lines: [{ text: plain(told(reason)), tone: 'warning' }, ...(card.lines ?? [])] };
}

/** Who approved, when, and how many more are wanted, in the place of the names alone. */
function withApprovals(view: RolloutView, card: Card): Card {
  const others = (card.fields ?? []).filter(({ name }) => name !== say`approved by`);
  return { ...card, fields: [...others, ...approvalField(view)] };
}

const mostAtWork = 5;

/** What a person looks for at a glance: who did what to it, what is asked, counts, and the hosts in the works. */
function liveLines(view: RolloutView): CardLine[] {
  const { hosts } = view;
  const attention = hosts.filter(({ outcome }) => ['left-out', 'unwell', 'asking'].includes(outcome));
  const active = hosts.filter(({ outcome }) => outcome === 'active');
  const rest = active.length - mostAtWork;
  return [
    ...wishLines(view),
    ...wholeQuestions(view),
    { text: countsText(hosts) },
    ...soakLines(view),
    ...attention.map(hostLine),
    ...active.slice(0, mostAtWork).map(hostLine),
    ...(rest > 0 ? [{ text: say`and ${count(rest, 'more host')} at work` }] : []),
  ];
}
