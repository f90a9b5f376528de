import type { Answer, Request } from '../../../intake/intake.ts';
import type { Card } from '../../../model/card.ts';
import { asFailure } from '../../../model/failure.ts';
import { failureCard } from '../../../report/answer-cards.ts';
import { inLanguage } from '../../../text/language.ts';
import { say } from '../../../text/say.ts';
import { told } from '../../../text/told.ts';
import { toldWhere } from '../../told.ts';
import type { Sender } from '../people/people.ts';
import { renderMessage } from '../render/message.ts';
import { sendFiles } from './files.ts';
import type { Audience, Reply } from './reply.ts';
import type { Incoming, Service } from './service.ts';

/** Who sent it, as the journal names them; undefined where the person was told why they are not listened to. */
export async function senderOf(
  { people, log, languageIn }: Pick<Service, 'people' | 'log' | 'languageIn'>,
  sender: Sender,
  reply: Reply,
): Promise<string | undefined> {
  const theirs = languageIn(sender.user);
  try {
    const known = await people.personOf(sender);
    if ('person' in known) return known.person;
    await reply.say({ text: inLanguage(theirs, () => told(known.refused)) }, { aside: true });
  } catch (error) {
    const { message } = asFailure(error, 'Slack');
    log.warn(`Slack: who ${sender.user} is could not be found out: ${message}`);
    await inLanguage(theirs, () => sayCard(reply, failureCard(notFoundOut(message)), { aside: true }));
  }
  return undefined;
}

const notFoundOut = (message: string): string =>
  say`I could not find out who you are: ${told(message)}. Try again in a minute.`;

/** Brings one request through the one door and tells the person what came of it, unless they see it anyway. */
export async function serve(service: Service, incoming: Incoming): Promise<void> {
  const { sender, channel, reply, ...rest } = incoming;
  const person = await senderOf(service, sender, reply);
  if (person === undefined) return;
  const answer = await handle(service, { ...rest, person, place: { chat: 'slack', channel } });
  await inLanguage(answer.language ?? 'en', () => tell(service, incoming, answer));
}

async function tell(service: Service, incoming: Incoming, answer: Answer): Promise<void> {
  const { sender, reply } = incoming;
  const place = await whereTold(service, incoming, answer);
  if (place === 'here') return;
  if (place !== 'nowhere')
    return reply.say({ text: say`${place.subject} is told in ${links(place.channels)}.` });
  await sayCard(reply, answer.card, { open: answer.open === true }, mentionsOf(service, answer));
  await sendFiles(service, sender.user, answer.card.files ?? []);
}

const links = (channels: readonly string[]): string =>
  channels
    .map((id) => (/^[UW]/.test(id) ? `<@${id}>` : `<#${id}>`))
    .reduce((before, next) => say`${before} and ${next}`);

const mentionsOf = ({ people }: Service, { mention = [] }: Answer): string =>
  mention.flatMap((name) => people.mentionOf(name) ?? []).join(' ');

export const sayCard = (reply: Reply, card: Card, options?: Audience, mention = ''): Promise<void> => {
  const { text, blocks } = renderMessage(card, mention === '' ? {} : { mention });
  return reply.say({ text, blocks }, options);
};

/** Rather said twice than not at all. */
async function whereTold(
  { board, log }: Service,
  incoming: Incoming,
  answer: Answer,
): ReturnType<typeof toldWhere> {
  try {
    const { text, channel } = incoming;
    return await toldWhere(board, { text, place: { chat: 'slack', channel } }, answer);
  } catch (error) {
    log.warn(`Slack: what is told where could not be read: ${asFailure(error, 'database').message}`);
    return 'nowhere';
  }
}

/** Intake answers everything; what it throws nevertheless must not leave a person without an answer. */
async function handle({ intake, log, languageIn }: Service, request: Request): Promise<Answer> {
  try {
    return await intake.handle(request);
  } catch (error) {
    const { message } = asFailure(error, 'intake');
    log.error(`Slack: a request of ${request.person} failed: ${message}`);
    const language = languageIn(request.place?.channel ?? '');
    return inLanguage(language, () => ({
      code: 'failed',
      card: failureCard(say`That did not work: ${told(message)}`),
      ...(language !== 'en' && { language }),
    }));
  }
}
