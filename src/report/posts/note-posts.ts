import type { CardLine } from '../../model/card.ts';
import type { Entry, EventBody } from '../../model/event.ts';
import { say } from '../../text/say.ts';
import type { Post } from '../board.ts';
import { entryLine } from '../entry-line.ts';
import { plain } from '../plain.ts';
import { recoveredCard } from '../recovery-text.ts';
import type { HostStory } from './story.ts';
import type { RolloutView } from './view.ts';

type Lock = Extract<EventBody, { type: 'lock' }>;

/** What is worth a message and stands in no other: a restart, members that somebody took over, notes on the whole. */
export function notePosts(
  view: RolloutView,
  stories: ReadonlyMap<string, HostStory>,
): readonly { readonly seq: number; readonly post: Post }[] {
  const { entries, rollout } = view;
  return entries
    .filter((entry) => isWorthIt(entry, stories))
    .flatMap((entry) => {
      const line = entryLine(entry, rollout.release);
      if (!line) return [];
      const post =
        entry.body.type === 'lock' ? stolenPost(view, entry.seq, entry.body) : notePost(entry, line);
      return [{ seq: entry.seq, post }];
    });
}

const notePost = ({ seq, body }: Entry, { text, tone = 'plain' }: CardLine): Post => ({
  key: `note/${seq}`,
  rank: 'progress',
  card: body.type === 'recovered' ? recoveredCard(body) : { title: text, tone },
});

/** Whoever asked for the rollout is told that somebody took its lock, and what that means for it. */
const stolenPost = ({ rollout }: RolloutView, seq: number, { person, reason = '' }: Lock): Post => ({
  key: `note/${seq}`,
  rank: 'urgent',
  mention: [rollout.requester],
  card: {
    title: say`${plain(person, 80)} took the lock of ${rollout.cluster} from ${rollout.id}: ${plain(reason, 200)}`,
    tone: 'warning',
    lines: [{ text: say`${rollout.id} changes nothing more. What it leaves out is named at its end.` }],
  },
});

/** Notes on a host that has begun stand in its message, or its batch's. */
function isWorthIt({ body }: Entry, stories: ReadonlyMap<string, HostStory>): boolean {
  if (body.type === 'recovered' || body.type === 'handed-over' || body.type === 'lock') return true;
  return body.type === 'note' && (body.host === undefined || !stories.has(body.host));
}
