import type { Post, Thread } from '../../../report/board.ts';
import { say } from '../../../text/say.ts';
import type { Content } from '../client/client.ts';
import { renderMessage } from '../render/message.ts';

export interface Mentions {
  /** How somebody is written so that Slack tells them (`<@U1>`); undefined where Slack has nobody so. */
  mentionOf(name: string): string | undefined;
}

interface Rendered {
  readonly hash: string;
  readonly content: Content;
}

/** @param inDirect the thread's own place can't be written to: its root says so in the requester's conversation */
export function renderPost(people: Mentions, thread: Thread, post: Post, inDirect: boolean): Rendered {
  // A file is sent once and never again, whatever becomes of its title.
  if (post.file) return { hash: 'file', content: { text: post.card.title } };
  const mention = (post.mention ?? []).flatMap((name) => people.mentionOf(name) ?? []).join(' ');
  const { text, blocks, hash } = renderMessage(post.card, mention === '' ? {} : { mention });
  if (!inDirect || post.key !== 'root' || personAt(thread) !== undefined)
    return { hash, content: { text, blocks } };
  const why = elsewhere(thread);
  const first = { type: 'section', text: { type: 'mrkdwn', text: why, verbatim: true } };
  return {
    hash: `${hash} direct`, // not shown
    content: { text: `${why}\n${text}`, blocks: [first, ...blocks] },
  };
}

/** The user whose own conversation with the app is the thread's place: it was begun in the App Home. */
export const personAt = ({ place }: Thread): string | undefined =>
  /^[UW]/.test(place.channel) ? place.channel : undefined;

const elsewhere = ({ place }: Thread): string =>
  say`I can't write in <#${place.channel}>, so I tell you here: \`/invite\` me there for the next time.`;
