import type { Button } from '../model/card.ts';
import type { EventBody } from '../model/event.ts';
import type { HostStatus, Rollout, RolloutState, SteerVerb } from '../model/rollout.ts';

/** The question that is open, as the journal has it. */
export type OpenQuestion = Omit<Extract<EventBody, { type: 'question' }>, 'type' | 'after'>;

/** What a person may do now: a question's answers, or what fits the state. */
export function rolloutButtons(
  rollout: Rollout,
  hosts: readonly HostStatus[],
  questions: readonly OpenQuestion[] = [],
): readonly Button[] {
  if (questions.length > 0) return answerButtons(rollout.id, questions);
  if (rollout.state === 'failed' || rollout.state === 'aborted') return afterwards(rollout, hosts);
  return (steering[rollout.state] ?? []).flatMap((verb) => answerButton(rollout.id, verb));
}

const steering: Partial<Record<RolloutState, readonly SteerVerb[]>> = {
  queued: ['abort'],
  running: ['pause', 'abort'],
  paused: ['resume', 'abort'],
  waiting: ['abort'],
};

const answerLabels: Readonly<Record<SteerVerb, string>> = {
  pause: 'Pause',
  resume: 'Resume',
  abort: 'Abort',
  retry: 'Retry',
  skip: 'Skip',
  promote: 'Proceed',
  rollback: 'Roll back',
};
const aboutHost: readonly SteerVerb[] = ['retry', 'skip', 'promote'];

/** Where several hosts ask, the labels say whom they answer; what answers them all (Roll back, Abort) comes once, last. */
function answerButtons(id: string, questions: readonly OpenQuestion[]): readonly Button[] {
  const buttons = questions.flatMap(({ answers, host }) => {
    const named = (button: Button): Button =>
      questions.length > 1 && host !== undefined && button.command.endsWith(` ${host}`)
        ? { ...button, label: `${button.label} ${host}` }
        : button;
    return answers.flatMap((verb) => answerButton(id, verb, host)).map(named);
  });
  const unique = [...new Map(buttons.map((button) => [button.command, button])).values()];
  return unique.sort((a, b) => Number(a.style === 'danger') - Number(b.style === 'danger'));
}

function answerButton(id: string, verb: SteerVerb, host?: string): Button[] {
  // `skip` names a host; asked about none, there is nothing to skip.
  if (verb === 'skip' && host === undefined) return [];
  const command = [verb, id, ...(host !== undefined && aboutHost.includes(verb) ? [host] : [])].join(' ');
  const style = styleOf(verb);
  return [{ label: answerLabels[verb], command, ...(style && { style }) }];
}

const styleOf = (verb: SteerVerb): Button['style'] | undefined => {
  if (verb === 'abort' || verb === 'rollback') return 'danger';
  return verb === 'retry' || verb === 'resume' ? 'primary' : undefined;
};

/** A rollout that ended half-way can be taken back where a host already has the new release. */
function afterwards(rollout: Rollout, hosts: readonly HostStatus[]): Button[] {
  const changed = hosts.some(({ outcome }) => ['done', 'unwell', 'left-out'].includes(outcome));
  return changed && rollout.kind !== 'restart' ? answerButton(rollout.id, 'rollback') : [];
}
