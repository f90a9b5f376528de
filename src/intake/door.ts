import { helpCard } from '../command/help.ts';
import { type Parsed, parseCommand } from '../command/parse.ts';
import type { Problem } from '../command/problem.ts';
import type { Command, Verb } from '../model/command.ts';
import { asFailure, Failure } from '../model/failure.ts';
import type { Requests } from '../store/requests.ts';
import { inLanguage } from '../text/language.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { askedBy, deskFor, recordAsked } from './asked.ts';
import { type Desk, Refusal } from './desk.ts';
import { handlers } from './handlers.ts';
import type { Answer, Intake, Request } from './intake.ts';

/** The one door: a request that is known is answered as before; any other is parsed, decided, done and journaled once. */
export function createIntake(desk: Desk, requests: Requests<Answer>): Intake {
  return {
    handle: (request) =>
      desk.tools.turns.inTurn(turnOf(request), async () => {
        const before = await requests.answer(request.id);
        if (before) return before;
        const language = await desk.languages.of(request);
        return inLanguage(language, async () => {
          const parsed = parseCommand(request.text);
          const answer = {
            ...(language !== 'en' && { language }),
            ...(await answered(desk, request, parsed)),
          };
          if (!readsOnly(parsed)) await requests.keep(request.id, answer);
          return answer;
        });
      }),
  };
}

const turnOf = ({ id }: Request): string => `request ${id}`; // not shown

const reading: readonly string[] = [
  'status',
  'members',
  'history',
  'logs',
  'drained',
  'doctor',
  'locks',
  'audit',
  'help',
] satisfies Verb[];

/** What only looks may be asked again, and is not worth keeping. */
const readsOnly = (parsed: Parsed): boolean => 'problem' in parsed || reading.includes(parsed.command.verb);

/** Also what fails in a way that nobody foresaw has been asked for. */
async function answered(desk: Desk, request: Request, parsed: Parsed): Promise<Answer> {
  const command = 'command' in parsed ? parsed.command : undefined;
  try {
    const answer = await answerTo(desk, request, parsed);
    await recordAsked(desk, request, command, answer);
    return answer;
  } catch (error) {
    const title = asFailure(error, 'intake').message;
    await recordAsked(desk, request, command, { code: 'failed', card: { title, tone: 'bad' } }).catch(
      (failed: unknown) => desk.tools.log(`"${request.id}" was not journaled: ${String(failed)}`),
    );
    throw error;
  }
}

async function answerTo(desk: Desk, request: Request, parsed: Parsed): Promise<Answer> {
  if (desk.people.isGroupOnly(request.person)) return nobody(request.person);
  if ('problem' in parsed) return notUnderstood(parsed.problem);
  try {
    return await handle(desk, parsed.command, request);
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, card: error.card };
    if (error instanceof Failure)
      return { code: 'failed', card: { title: told(error.message), tone: 'bad' } };
    throw error;
  }
}

async function handle(desk: Desk, command: Command, request: Request): Promise<Answer> {
  if (command.verb === 'help') return help(command.about);
  const asked = await askedBy(desk, request);
  return handlers(command)(deskFor(desk, asked), asked);
}

/** What a group may is not for a login that happens to be called like it. */
function nobody(name: string): Answer {
  const title = say`${name} is a group in the config, and no person: add yourself under \`people:\` by another name`;
  return { code: 'refused', card: { title, tone: 'warning' } };
}

function help(about?: string): Answer {
  const { card, known } = helpCard(about);
  return { code: known ? 'ok' : 'wrong', card };
}

function notUnderstood({ text, suggestion, usage }: Problem): Answer {
  const lines = [
    ...(suggestion === undefined ? [] : [{ text: say`Did you mean: ${suggestion}` }]),
    ...(text.includes(usage) ? [] : [{ text: usage }]),
  ];
  const buttons = suggestion === undefined ? {} : { buttons: [{ label: say`Send it`, command: suggestion }] };
  return { code: 'wrong', card: { title: text, tone: 'warning', lines, ...buttons } };
}
