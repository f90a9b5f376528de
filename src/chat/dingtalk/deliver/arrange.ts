import type { CardLine } from '../../../model/card.ts';
import type { Post } from '../../../report/board.ts';

/** Marks a post that only makes people look: what they are to look at stands in another one. */
export const callSuffix = '!';

/**
 * The posts of a chat without threads: what is told by the host stands in the root, and what a host printed stands with
 * its question.
 */
export function folded(posts: readonly Post[]): readonly Post[] {
  const inRoot = posts.flatMap((post) => post.folded ?? []);
  return posts
    .filter((post) => post.folded === undefined)
    .map((post) => (post.key === 'root' ? withLines(post, inRoot) : withBeside(post)));
}

/** Hosts that the root names by itself are not named twice. */
function withLines(root: Post, more: readonly CardLine[]): Post {
  const lines = root.card.lines ?? [];
  const named = new Set(lines.flatMap(({ label }) => label ?? []));
  const rest = more.filter(({ label }) => label === undefined || !named.has(label));
  return rest.length === 0 ? root : { ...root, card: { ...root.card, lines: [...lines, ...rest] } };
}

function withBeside(post: Post): Post {
  const { card, beside = [] } = post;
  return beside.length === 0
    ? post
    : { ...post, card: { ...card, lines: [...(card.lines ?? []), ...beside] } };
}

/**
 * The same where messages can't be changed: robots can't mention anybody in them, so whoever is to be told is called by
 * a message of its own; the end is in the root's last stage already, and only calls.
 */
export const called = (posts: readonly Post[]): readonly Post[] =>
  folded(posts).flatMap((post) => {
    const { key, mention = [], stage, card } = post;
    if (mention.length === 0 || stage === 'closed') return [post];
    const { title, tone } = card;
    const call: Post = { key: `${key}${callSuffix}`, rank: post.rank, mention, card: { title, tone } };
    return key === 'end' ? [call] : [post, call];
  });
