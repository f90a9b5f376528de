import type { Answer, Request } from '../../../intake/intake.ts';
import type { Card, CardFile } from '../../../model/card.ts';
import { asFailure } from '../../../model/failure.ts';
import { failureCard } from '../../../report/answer-cards.ts';
import { plain } from '../../../report/plain.ts';
import { inLanguage } from '../../../text/language.ts';
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
    return say(service, incoming, { title: known.refused, tone: 'warning' }, { aside: true });
  const place = { chat: 'dingtalk' as const, channel };
  const answer = await handle(service, { ...rest, person: known.person, place });
  await inLanguage(answer.language ?? 'en', () => tell(service, incoming, answer));
}

async function tell(service: Service, incoming: Incoming, answer: Answer): Promise<void> {
  const { sender: _, channel, ...rest } = incoming;
  const place = { chat: 'dingtalk' as const, channel };
  const told = await whereTold(service, { ...rest, place }, answer);
  if (told === 'here') return;
  if (told === 'elsewhere')
    return say(service, incoming, { title: 'It is told in the groups of its cluster.', tone: 'plain' });
  // A click's answer is for the person alone, unless it changed something that all want to see.
  await say(service, incoming, withFiles(answer.card), { aside: incoming.click === true && !answer.open });
}

async function whereTold(service: Service, request: Omit<Request, 'person'>, answer: Answer) {
  const { text, place } = request;
  if (!place) return 'nowhere';
  try {
    const told = await toldWhere(service.board, { text, place }, answer);
    return typeof told === 'string' ? told : 'elsewhere';
  } catch (error) {
    // Rather said twice than not at all.
    const { message } = asFailure(error, 'database');
    service.log.warn(`DingTalk: what is told where could not be read: ${message}`);
    return 'nowhere';
  }
}

export async function say(
  service: Service,
  { sender, channel, text, id, click }: Incoming,
  card: Card,
  { aside = false }: Partial<Pick<ReplyTo, 'aside'>> = {},
): Promise<void> {
  const { staffId } = sender;
  const to = { channel, aside, ...(staffId !== undefined && { staffId }) };
  // There are no threads: what it answers stands under it.
  const what = click ? 'your click' : `“${literal(plain(text, 80))}”`;
  await reply(service, to, renderMessage(card, { foot: `to ${what} · #${shortId(id)}` }));
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
  { text: `${name}, its last lines:` },
  ...text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-mostLines)
    .map((line) => ({ label: '│', text: plain(line, 200) })),
];

/** Intake answers everything; what it throws nevertheless must not leave a person without an answer. */
async function handle({ intake, log }: Service, request: Request): Promise<Answer> {
  try {
    return await intake.handle(request);
  } catch (error) {
    const { message } = asFailure(error, 'intake');
    log.error(`DingTalk: a request of ${request.person} failed: ${message}`);
    return { code: 'failed', card: failureCard(`That did not work: ${message}`) };
  }
}
