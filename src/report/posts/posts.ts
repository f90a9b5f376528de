import type { Entry, EventBody } from '../../model/event.ts';
import { say } from '../../text/say.ts';
import type { Post } from '../board.ts';
import { askPosts } from './ask-posts.ts';
import { batchPost } from './batch-posts.ts';
import { endPost } from './end-post.ts';
import { failedJobs } from './failures.ts';
import { hostPost } from './host-post.ts';
import { notePosts } from './note-posts.ts';
import { rootPost } from './root-post.ts';
import { type HostStory, hostStories } from './story.ts';
import { isFolded, type RolloutView } from './view.ts';

type Numbered = { readonly seq: number; readonly post: Post };

/** All messages that a rollout's thread should have now: the root, the rest in the order of the journal, the end. */
export function rolloutPosts(view: RolloutView): readonly Post[] {
  const stories = hostStories(view.entries);
  const told = [
    ...(isFolded(view) ? batchPosts(view) : hostPosts(view, stories)),
    ...askPosts(view),
    ...notePosts(view, stories),
    ...logPosts(view),
  ].sort((a, b) => a.seq - b.seq);
  const end = endPost(view);
  return [rootPost(view), ...told.map(({ post }) => post), ...(end ? [end] : [])];
}

function hostPosts(view: RolloutView, stories: ReadonlyMap<string, HostStory>): Numbered[] {
  return view.hosts.flatMap((status) => {
    const story = stories.get(status.host);
    return story ? [{ seq: story.seq, post: hostPost(view, status, story) }] : [];
  });
}

const batchPosts = (view: RolloutView): Numbered[] =>
  view.entries
    .filter((entry): entry is Entry & { body: Extract<EventBody, { type: 'batch' }> } => isBatch(entry.body))
    .map(({ seq, body }) => ({ seq, post: batchPost(view, body) }));

const isBatch = (body: EventBody): boolean => body.type === 'batch';

/** The whole output of a job that failed, once. */
const logPosts = (view: RolloutView): Numbered[] =>
  failedJobs(view.entries)
    .filter(({ host, attempt }) => view.tailOf(host, attempt).length > 0)
    .map(({ host, attempt, seq }) => ({
      seq,
      post: {
        key: `log/${host}/${attempt}`,
        rank: 'progress',
        folded: [],
        card: { title: say`${host} · all that attempt ${attempt} printed`, tone: 'plain' },
        file: () => view.logOf(host, attempt),
      },
    }));
