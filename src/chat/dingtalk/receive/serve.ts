import type { Answer, Request } from '../../../intake/intake.ts';
import type { Card, CardFile } from '../../../model/card.ts';
import { asFailure } from '../../../model/failure.ts';
import { failureCard } from '../../../report/answer-cards.ts';
import { plain } from '../../../report/plain.ts';
import { inLanguage } from '../../../text/language.ts';
import { say } from '../../../text/say.ts';
import { told } from '../../../text/told.ts';
import { toldWhere } from '../../told.ts';
import type { Sender } from '../people/people.ts';
import { literal } from '../render/literal.ts';
import { renderMessage } from '../render/message.ts';
import { type ReplyTo, reply } from './reply.ts';
import type { Service } from './service.ts';

/** One message or click, as it came in. */
export interface Incoming extends Pick<Request, 'id' | 'text' | 'click'> {
  readonly sender: Sender;
  readonly channel: string;
}

/** Brings one request through the one door and tells the person what came of it, unless they see it anyway. */
export async function serve(service: Service, incoming: Incoming): Promise<void> {
  const { sender, channel, ...rest } = incoming;
  const known = service.people.personOf(sender);
  if ('refused' in known)
    return inLanguage(service.languageIn(channel), () =>
      answerWith(service, incoming, { title: told(known.refused), tone: 'warning' }, { aside: true }),
    );
  const place = { chat: 'dingtalk' as const, channel };
  const answer = await handle(service, { ...rest, person: known.person, place });
  await inLanguage(answer.language ?? 'en', () => tell(service, incoming, answer));
}

async function tell(service: Service, incoming: Incoming, answer: Answer): Promise<void> {
  const { sender: _, channel, ...rest } = incoming;
  const place = { chat: 'dingtalk' as const, channel };
  const where = await whereTold(service, { ...rest, place }, answer);
  if (where === 'here') return;
  if (where === 'elsewhere') {
    const title = say`It is told in the groups of its cluster.`;
    return answerWith(service, incoming, { title, tone: 'plain' });
  }
  // A click's answer is for the person alone, unless it changed something that all want to see.
  await answerWith(service, incoming, withFiles(answer.card), {
    aside: incoming.click === true && !answer.open,
  });
}

async function whereTold(service: Service, request: Omit<Request, 'person'>, answer: Answer) {
  const { text, place } = request;
  if (!place) return 'nowhere';
  try {
    const where = await toldWhere(service.board, { text, place }, answer);
    return typeof where === 'string' ? where : 'elsewhere';
  } catch (error) {
    // Rather said twice than not at all.
    const { message } = asFailure(error, 'database');
    service.log.warn(`DingTalk: what is told where could not be read: ${message}`);
    return 'nowhere';
  }
}

/** In the language that it is called in. */
export async function answerWith(
  service: Service,
  { sender, channel, text, id, click }: Incoming,
  card: Card,
  { aside = false }: Partial<Pick<ReplyTo, 'aside'>> = {},
): Promise<void> {
  const { staffId } = sender;
  const to = { channel, aside, ...(staffId !== undefined && { staffId }) };
  // There are no threads: what it answers stands under it.
  const foot = click
    ? say`to your click · #${shortId(id)}`
    : say`to “${literal(plain(text, 80))}” · #${shortId(id)}`;
  await reply(service, to, renderMessage(card, { foot }));
}

/** Enough to find the request in the log and the audit. */
const shortId = (id: string): string => id.replace(/[^A-Za-z0-9]/gu, '').slice(-6);

/** Robots can't send text as files: the last lines stand in the message. */
function withFiles({ files = [], ...card }: Card): Card {
  const lines = files.flatMap(linesOf);
  return lines.length === 0 ? card : { ...card, lines: [...(card.lines ?? []), ...lines], keeps: 'last' };
}

const mostLines = 60;
const linesOf = ({ name, text }: CardFile) => [
  { text: say`${name}, its last lines:` },
  ...text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-mostLines)
    .map((line) => ({ label: '│', text: plain(line, 200) })),
];

/** Intake answers everything; what it throws nevertheless must not leave a person without an answer. */
async function handle({ intake, log, languageOf }: Service, request: Request): Promise<Answer> {
  try {
    return await intake.handle(request);
  } catch (error) {
    const { message } = asFailure(error, 'intake');
    log.error(`DingTalk: a request of ${request.person} failed: ${message}`);
    const language = await languageOf(request.person, request.place?.channel ?? '');
    return inLanguage(language, () => ({
      code: 'failed',
      card: failureCard(say`That did not work: ${told(message)}`),
      ...(language !== 'en' && { language }),
    }));
  }
}
