import { plain } from '../../../report/plain.ts';
import { inLanguage, type Language } from '../../../text/language.ts';
import { say } from '../../../text/say.ts';
import { channelOfPerson } from '../client/places.ts';
import type { Delivered } from '../stream/socket.ts';
import { payloadOf, type RobotMessage, robotMessage } from './payloads.ts';
import { answerWith, type Incoming, serve } from './serve.ts';
import type { Service } from './service.ts';
import { typedIn } from './typed.ts';

interface Hearing {
  isNew(id: string): boolean;
  onGroup(channel: string, title: string): void;
}

/** A message to the robot, in a group or in its own conversation with a person: its text is the command. */
export async function onMessage(
  service: Service,
  { data }: Delivered,
  { isNew, onGroup }: Hearing,
): Promise<void> {
  const message = payloadOf(robotMessage, data);
  const channel = channelOf(message);
  hear(service, message, channel);
  if (!isNew(message.msgId)) return;
  if (message.conversationType === '2') onGroup(channel, plain(message.conversationTitle ?? '', 80));
  const text = typedIn(message);
  const incoming = {
    id: `dingtalk:${message.msgId}`,
    sender: senderOf(message),
    channel,
    text: text === undefined || text === '' ? 'help' : text,
  };
  if (text !== undefined) return serve(service, incoming);
  await inLanguage(await readerOf(service, incoming), () =>
    answerWith(service, { ...incoming, text: message.msgtype }, onlyText()),
  );
}

const onlyText = () => ({
  title: say`I read text only: \`help\` lists all commands.`,
  tone: 'warning' as const,
});

/** The language of somebody whose message does not come to intake, which knows it otherwise. */
async function readerOf({ people, languageOf, languageIn }: Service, incoming: Incoming): Promise<Language> {
  const { sender, channel } = incoming;
  const known = people.personOf(sender);
  return 'person' in known ? languageOf(known.person, channel) : languageIn(channel);
}

/** Somebody from outside has no id by which a conversation with them could be named. */
const channelOf = ({ conversationType, conversationId, senderStaffId }: RobotMessage): string =>
  conversationType === '1' && senderStaffId ? channelOfPerson(senderStaffId) : conversationId;

function hear({ client }: Service, message: RobotMessage, channel: string): void {
  const { sessionWebhook, sessionWebhookExpiredTime } = message;
  if (sessionWebhook !== undefined) client.sessions.heard(channel, sessionWebhook, sessionWebhookExpiredTime);
}

const senderOf = ({ senderStaffId, senderNick, senderCorpId, chatbotCorpId }: RobotMessage) => ({
  nick: senderNick,
  ofThisCompany: senderCorpId !== undefined && senderCorpId === chatbotCorpId,
  ...(senderStaffId !== undefined && { staffId: senderStaffId }),
});
