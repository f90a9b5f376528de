import type { CardLine } from '../../model/card.ts';
import type { SteerVerb } from '../../model/rollout.ts';
import { say } from '../../text/say.ts';
import { plain } from '../plain.ts';
import { wishLabel } from '../rollout-buttons.ts';
import { questionText } from '../rollout-card.ts';
import { clockText, durationText } from '../time.ts';
import { questionsOf } from './questions.ts';
import type { RolloutView } from './view.ts';

/** Whose wish made it stop or pause: `Pause by bob at 14:05`. */
export function wishLines({ rollout, entries }: RolloutView): CardLine[] {
  const about: readonly SteerVerb[] =
    rollout.state === 'aborting' ? ['abort', 'rollback'] : rollout.state === 'paused' ? ['pause'] : [];
  const last = entries.findLast(({ body }) => body.type === 'steered' && about.includes(body.verb));
  if (last?.body.type !== 'steered') return [];
  const { verb, person } = last.body;
  return [
    { text: say`${wishLabel(verb)} by ${plain(person, 80)} at ${clockText(last.at)}`, tone: 'warning' },
  ];
}

/** What is asked about the rollout as a whole; a host that asks is named with the hosts. */
export const wholeQuestions = (view: RolloutView): CardLine[] =>
  questionsOf(view)
    .filter(({ body, closed }) => body.host === undefined && !closed)
    .map(({ body }) => ({ text: questionText(body), tone: 'warning' }));

/** The soak that is under way: nothing else moves while it lasts. */
export function soakLines({ entries }: RolloutView): CardLine[] {
  const last = entries.findLast(({ body }) => ['soaking', 'batch', 'question', 'state'].includes(body.type));
  if (last?.body.type !== 'soaking') return [];
  const until = new Date(last.at.getTime() + last.body.ms);
  return [{ text: say`soaking for ${durationText(last.body.ms)}, until ${clockText(until)}` }];
}
