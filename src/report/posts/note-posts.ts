import type { CardLine } from '../../model/card.ts';
import type { Entry } from '../../model/event.ts';
import type { Post } from '../board.ts';
import { entryLine } from '../entry-line.ts';
import { recoveredCard } from '../recovery-text.ts';
import type { HostStory } from './story.ts';
import type { RolloutView } from './view.ts';

/** What is worth a message and stands in no other: a restart, members that somebody took over, notes on the whole. */
export function notePosts(
  { entries, rollout }: RolloutView,
  stories: ReadonlyMap<string, HostStory>,
): readonly { readonly seq: number; readonly post: Post }[] {
  return entries
    .filter((entry) => isWorthIt(entry, stories))
    .flatMap((entry) => {
      const line = entryLine(entry, rollout.release);
      return line ? [{ seq: entry.seq, post: notePost(entry, line) }] : [];
    });
}

const notePost = ({ seq, body }: Entry, { text, tone = 'plain' }: CardLine): Post => ({
  key: `note/${seq}`,
  rank: 'progress',
  card: body.type === 'recovered' ? recoveredCard(body) : { title: text, tone },
});

/** Notes on a host that has begun stand in its message, or its batch's. */
function isWorthIt({ body }: Entry, stories: ReadonlyMap<string, HostStory>): boolean {
  if (body.type === 'recovered' || body.type === 'handed-over') return true;
  return body.type === 'note' && (body.host === undefined || !stories.has(body.host));
}
