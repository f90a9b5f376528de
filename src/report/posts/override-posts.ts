import type { Access } from '../../model/cluster.ts';
import type { Entry } from '../../model/event.ts';
import { finalOverrideStates, isOver, type Override } from '../../model/override.ts';
import type { Post } from '../board.ts';
import { entryLine } from '../entry-line.ts';
import { type OverrideView, overrideButtons, overrideCard } from '../override-card.ts';
import { plain } from '../plain.ts';

/** All that an override's posts are made of. */
export interface OverrideStory extends OverrideView {
  readonly entries: readonly Entry[];
  readonly access: Pick<Access, 'onCall' | 'mentionOnCall'>;
}

/** An override's messages: its card over the thread, what waits for a person as a message of its own, the end. */
export function overridePosts(story: OverrideStory): readonly Post[] {
  const root: Post = {
    key: 'root',
    rank: 'root',
    stage: stageOf(story.override),
    card: overrideCard(story),
  };
  const last = story.entries.findLast(
    ({ body }) => body.type === 'override-state' || body.type === 'ends-soon',
  );
  const told = story.entries.flatMap((entry) => postOf(story, entry, entry === last) ?? []);
  return [root, ...told, ...endPosts(story)];
}

/** Asked for, out until then, over; on its way is none of its own. */
function stageOf({ state, until }: Override): string {
  if (isOver(state)) return state;
  const asked = state === 'awaiting-approval' || state === 'taking-out';
  return asked ? 'asked' : `out/${until?.toISOString() ?? 'open'}`;
}

const worthAMessage: readonly string[] = ['override-wish', 'note', 'recovered', 'stepping'];

function postOf(story: OverrideStory, entry: Entry, isLast: boolean): Post | undefined {
  const { seq, body } = entry;
  const asks = body.type === 'override-state' && body.state === 'asking';
  if (asks || body.type === 'ends-soon') return waitingPost(story, entry, asks, isLast);
  const line = worthAMessage.includes(body.type) ? entryLine(entry) : undefined;
  return (
    line && { key: `note/${seq}`, rank: 'progress', card: { title: line.text, tone: line.tone ?? 'plain' } }
  );
}

/** It asks, or comes back soon: with its buttons until something else has happened. */
function waitingPost(story: OverrideStory, entry: Entry, asks: boolean, isLast: boolean): Post {
  const { override, access } = story;
  const { text, tone = 'warning' } = entryLine(entry) ?? { text: '' };
  const onCall = asks && access.mentionOnCall ? access.onCall : [];
  return {
    key: `${asks ? 'ask' : 'note'}/${entry.seq}`,
    rank: isLast ? 'urgent' : 'root',
    mention: [...new Set([override.requester, ...onCall])],
    card: {
      title: `${override.id} ${plain(override.host, 80)} · ${text}`,
      tone: isLast ? tone : 'plain',
      ...(isLast && { buttons: overrideButtons(override) }),
    },
  };
}

function endPosts({ override, entries }: OverrideStory): Post[] {
  if (!finalOverrideStates.includes(override.state)) return [];
  const end = entries.findLast(({ body }) => body.type === 'override-state');
  const line = end && entryLine(end);
  if (!line) return [];
  const title = `${override.id} ${plain(override.host, 80)} · ${line.text}`;
  return [
    {
      key: 'end',
      rank: 'progress',
      mention: [override.requester],
      card: { title, tone: line.tone ?? 'plain' },
    },
  ];
}
