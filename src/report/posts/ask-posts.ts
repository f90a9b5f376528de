import type { CardLine } from '../../model/card.ts';
import { say } from '../../text/say.ts';
import type { Post } from '../board.ts';
import { plain } from '../plain.ts';
import { questionButtons, wishLabel } from '../rollout-buttons.ts';
import { questionText } from '../rollout-card.ts';
import { clockText } from '../time.ts';
import { failedJobs } from './failures.ts';
import { type Asked, type Closed, type Question, questionsOf } from './questions.ts';
import { tailLines } from './tail.ts';
import { isFolded, type RolloutView } from './view.ts';

/** Each question as a message of its own, with its number in the journal; answered, it says by whom, what and when. */
export const askPosts = (view: RolloutView): readonly { readonly seq: number; readonly post: Post }[] =>
  questionsOf(view).map((asked) => ({ seq: asked.seq, post: askPost(view, asked) }));

function askPost(view: RolloutView, { nth, body, closed }: Asked): Post {
  const { rollout } = view;
  const what = body.host ?? rollout.id;
  const text: CardLine = { text: questionText(body) };
  return {
    key: body.host === undefined ? `ask/${nth}` : `ask/${body.host}/${nth}`,
    rank: closed ? 'root' : 'urgent',
    mention: mentioned(view, body),
    stage: closed ? 'closed' : 'open',
    ...(!closed && !isFolded(view) && { beside: failureTail(view, body) }),
    card: closed
      ? { title: `${what} · ${closedText(closed)}`, tone: 'plain', lines: [text] }
      : {
          title: say`${what} needs an answer`,
          tone: 'warning',
          lines: [text, ...tailOf(view, body)],
          buttons: questionButtons(rollout.id, body),
        },
  };
}

/** A host that failed may be for the on-call as well; a canary is for who rolls it. */
function mentioned({ rollout, access }: RolloutView, { host }: Question): readonly string[] {
  const onCall = access.mentionOnCall && host !== undefined ? access.onCall : [];
  return [...new Set([rollout.requester, ...onCall])];
}

/** Where a host has no message of its own, what it printed is told with the question. */
function tailOf(view: RolloutView, question: Question): CardLine[] {
  return isFolded(view) ? failureTail(view, question) : [];
}

function failureTail(view: RolloutView, { host }: Question): CardLine[] {
  const failed = failedJobs(view.entries).findLast((job) => job.host === host);
  return failed ? tailLines(view, failed.host, failed.attempt) : [];
}

function closedText({ answer }: Closed): string {
  if (!answer) return say`no answer is needed any more`;
  const { steered, at } = answer;
  return say`answered: ${wishLabel(steered.verb)}, by ${plain(steered.person, 80)} at ${clockText(at)}`;
}
