import type { Post, Shown } from '../../report/board.ts';
import type { Act, Rendered } from './platform.ts';

/** One difference between what a thread should show and what it shows. */
export interface Work {
  readonly act: Act;
  readonly post: Post;
  readonly rendered: Rendered;
  /** What is there; for `find` what may be there. */
  readonly shown?: Shown;
}

/** What is known of a thread's messages. */
export interface Known {
  readonly shown: ReadonlyMap<string, Shown>;
  /** Keys of messages that were recorded, but certainly not posted. */
  readonly unposted: ReadonlySet<string>;
  /** What the chat refused for good, by key: not tried again until it is another content. */
  readonly refused: ReadonlyMap<string, string>;
  /** Whether the chat can change a message. */
  readonly edits: boolean;
}

/** All that is to be done, in the order of the posts; nothing goes into a thread whose root is not there. */
export function workOf(
  posts: readonly Post[],
  known: Known,
  render: (post: Post) => Rendered,
): readonly Work[] {
  const root = known.shown.get('root');
  const all = posts.flatMap((post) => {
    const work = workFor(post, known, render(post), root);
    return work ? [work] : [];
  });
  if (root?.ts !== undefined) return all;
  const [first] = all;
  if (first?.post.key !== 'root') return [];
  // What is most urgent in the thread is as urgent for its root.
  const rank = all.some(({ post }) => post.rank === 'urgent') ? 'urgent' : first.post.rank;
  return [{ ...first, post: { ...first.post, rank } }];
}

function workFor(post: Post, known: Known, rendered: Rendered, root: Shown | undefined): Work | undefined {
  const { shown, unposted, refused, edits } = known;
  const { key, file } = post;
  if (refused.get(key) === rendered.hash) return undefined;
  const there = shown.get(key);
  const act = file ? 'upload' : 'post';
  // A thread that had to move to another conversation is told there from its beginning.
  if (!there || (root && there.channel !== root.channel)) return { act, post, rendered };
  if (there.ts === undefined) return { act: unposted.has(key) ? act : 'find', post, rendered, shown: there };
  if (file || there.hash === rendered.hash) return undefined;
  if (edits) return { act: 'edit', post, rendered, shown: there };
  return workFor({ ...post, key: `${key}@${rendered.hash}` }, known, rendered, root);
}
