import type { Button } from '../model/card.ts';
import type { EventBody } from '../model/event.ts';
import {
  afterCrashVerbs,
  asksAfterCrash,
  type HostStatus,
  isComingBack,
  type Rollout,
  type RolloutState,
  type SteerVerb,
} from '../model/rollout.ts';
import { say } from '../text/say.ts';

/** What may be pressed to answer one question. */
export const questionButtons = (id: string, question: OpenQuestion): readonly Button[] =>
  answerButtons(id, [question]);

/** How a person's wish is called, as on its button. */
export const wishLabel = (verb: SteerVerb): string => answerLabels()[verb];

/** The question that is open, as the journal has it. */
export type OpenQuestion = Omit<Extract<EventBody, { type: 'question' }>, 'type' | 'after'>;

/** What a person may do now: a question's answers, or what fits the state. */
export function rolloutButtons(
  rollout: Rollout,
  hosts: readonly HostStatus[],
  questions: readonly OpenQuestion[] = [],
): readonly Button[] {
  if (questions.length > 0) return [...forAll(rollout.id, questions), ...withAbort(rollout.id, questions)];
  if (rollout.state === 'failed' || rollout.state === 'aborted') return afterwards(rollout, hosts);
  const steers = (steering[rollout.state] ?? [])
    .filter((verb) => verb !== 'rollback' || mayTakeBack(rollout, hosts))
    .flatMap((verb) => answerButton(rollout.id, verb));
  return [...hosts.filter(isComingBack).slice(0, mostRedrains).flatMap(named(rollout)), ...steers];
}

/** With the others in a row of buttons that a person can take in; each host's own message has its button as well. */
const mostRedrains = 3;

const named =
  ({ id }: Rollout) =>
  ({ host }: HostStatus): readonly Button[] =>
    redrainButtons(id, host).map((button) => ({ ...button, label: say`Drain ${host} again` }));

/** While the host's weight comes back by steps. */
export const redrainButtons = (id: string, host: string): readonly Button[] =>
  answerButton(id, 'redrain', host);

const steering: Partial<Record<RolloutState, readonly SteerVerb[]>> = {
  queued: ['abort'],
  running: ['pause', 'abort'],
  paused: ['resume', 'rollback', 'abort'],
  waiting: ['abort'],
};

const answerLabels = (): Readonly<Record<SteerVerb, string>> => ({
  pause: say`Pause`,
  resume: say`Resume`,
  abort: say`Abort`,
  retry: say`Retry`,
  skip: say`Skip`,
  promote: say`Proceed`,
  rollback: say`Roll back`,
  redrain: say`Drain again`,
  continue: say`Continue`,
  verify: say`Verify and restore`,
  'keep-out': say`Keep out`,
});
const aboutHost: readonly SteerVerb[] = ['retry', 'skip', 'promote', 'redrain', ...afterCrashVerbs];

/** After a crash many hosts may ask the same: one press answers them all. */
function forAll(id: string, questions: readonly OpenQuestion[]): readonly Button[] {
  const asked = questions.filter(({ answers }) => asksAfterCrash(answers));
  if (asked.length < 2) return [];
  return afterCrashVerbs
    .filter((verb) => asked.every(({ answers }) => answers.includes(verb)))
    .flatMap((verb) => answerButton(id, verb))
    .map((button) => ({ ...button, label: say`${button.label}: all` }));
}

/** What a crash asks is about single hosts: the rollout as a whole can be stopped beside it. */
const withAbort = (id: string, questions: readonly OpenQuestion[]): readonly Button[] =>
  answerButtons(
    id,
    questions.map((each) =>
      asksAfterCrash(each.answers) ? { ...each, answers: [...each.answers, 'abort'] } : each,
    ),
  );

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
  const confirm = confirmText(verb, id, host);
  return [
    {
      label: wishLabel(verb),
      command,
      ...(style && { style }),
      ...(confirm !== undefined && { confirm }),
    },
  ];
}

/** What a press sets off that no other press takes back; undefined where nothing is lost by it. */
function confirmText(verb: SteerVerb, id: string, host: string | undefined): string | undefined {
  if (verb === 'abort')
    return say`Stop ${id} before its next change? Hosts that wait for their turn are not changed; a host whose new code is not verified stays out of its pools.`;
  if (verb === 'rollback')
    return say`Roll ${id} back? Each host that it changed gets the release that ran there before.`;
  if (verb === 'verify') {
    return host === undefined
      ? say`End what still runs on all hosts that ask, verify them and give them back? ${id} deploys nothing more there.`
      : say`End what still runs on ${host}, verify it and give it back? ${id} deploys nothing more there.`;
  }
  if (verb === 'skip' && host !== undefined)
    return say`Go on without ${host}? Where its new code is not verified it stays out of its pools.`;
  return undefined;
}

const primary: readonly SteerVerb[] = ['retry', 'resume', 'continue'];

const styleOf = (verb: SteerVerb): Button['style'] | undefined => {
  if (verb === 'abort' || verb === 'rollback' || verb === 'redrain') return 'danger';
  return primary.includes(verb) ? 'primary' : undefined;
};

/** A rollout that ended half-way can be taken back where a host already has the new release. */
const afterwards = (rollout: Rollout, hosts: readonly HostStatus[]): Button[] =>
  mayTakeBack(rollout, hosts) ? answerButton(rollout.id, 'rollback') : [];

const mayTakeBack = ({ kind }: Rollout, hosts: readonly HostStatus[]): boolean =>
  kind !== 'restart' &&
  hosts.some(
    ({ outcome, from }) => from !== undefined && ['done', 'unwell', 'returned', 'left-out'].includes(outcome),
  );
