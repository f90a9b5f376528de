import { helpCard } from '../command/help.ts';
import { parseCommand } from '../command/parse.ts';
import type { Problem } from '../command/problem.ts';
import type { Command, Verb } from '../model/command.ts';
import { Failure } from '../model/failure.ts';
import type { Requests } from '../store/requests.ts';
import { type Desk, Refusal } from './desk.ts';
import { handlers } from './handlers.ts';
import type { Answer, Intake, Request } from './intake.ts';

/** The one door: a request that is known is answered as before; any other is parsed, decided and done once. */
export function createIntake(desk: Desk, requests: Requests<Answer>): Intake {
  return {
    handle: (request) =>
      desk.tools.turns.inTurn(`request ${request.id}`, async () => {
        const before = await requests.answer(request.id);
        if (before) return before;
        const answer = await answerTo(desk, request);
        if (!readsOnly(request.text)) await requests.keep(request.id, answer);
        return answer;
      }),
  };
}

const reading: readonly string[] = [
  'status',
  'members',
  'history',
  'logs',
  'drained',
  'locks',
  'help',
] satisfies Verb[];

/** What only looks may be asked again, and is not worth keeping. */
function readsOnly(text: string): boolean {
  const parsed = parseCommand(text);
  return 'problem' in parsed || reading.includes(parsed.command.verb);
}

async function answerTo(desk: Desk, request: Request): Promise<Answer> {
  const parsed = parseCommand(request.text);
  if ('problem' in parsed) return notUnderstood(parsed.problem);
  try {
    return await handle(desk, parsed.command, request);
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, card: error.card };
    if (error instanceof Failure) return { code: 'failed', card: { title: error.message, tone: 'bad' } };
    throw error;
  }
}

function handle(desk: Desk, command: Command, request: Request): Promise<Answer> {
  if (command.verb === 'help') return Promise.resolve(help(command.about));
  return handlers(command)(desk, request);
}

function help(about?: string): Answer {
  const { card, known } = helpCard(about);
  return { code: known ? 'ok' : 'wrong', card };
}

function notUnderstood({ text, suggestion, usage }: Problem): Answer {
  const lines = [
    ...(suggestion === undefined ? [] : [{ text: `Did you mean: ${suggestion}` }]),
    { text: usage },
  ];
  const buttons = suggestion === undefined ? {} : { buttons: [{ label: 'Send it', command: suggestion }] };
  return { code: 'wrong', card: { title: text, tone: 'warning', lines, ...buttons } };
}
