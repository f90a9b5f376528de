import type { Stream } from './stream.ts';
import type { DingTalkDouble, Shown } from './types.ts';
import { app, type World } from './world.ts';

const robotTopic = '/v1.0/im/bot/messages/get';
const cardTopic = '/v1.0/card/instances/callback';
/** "sessionWebhookExpiredTime": some 90 minutes after the message. */
const webhookMs = 90 * 60_000;

type Doing = Pick<DingTalkDouble, 'addPerson' | 'addGroup' | 'say' | 'webhookAfter' | 'click'>;

/** What people do. @param origin where the webhooks are */
export function createPeople(world: World, stream: Stream, origin: () => string): Doing {
  const say: Doing['say'] = (staffId, channel, text, type = 'text') => {
    const id = `msg${world.id()}`;
    world.shown.push({ id, channel, from: staffId, text, buttons: [], past: [], at: [] });
    stream.deliver(robotTopic, messageOf(world, origin(), { id, staffId, channel, text, type }));
    return id;
  };
  return {
    addPerson(nick, { insider = true } = {}) {
      const staffId = `0${world.people.size + 1}2345678`;
      world.people.set(staffId, { staffId, nick, insider });
      return staffId;
    },
    addGroup(title, { robotIn = true } = {}) {
      const id = `cid${Buffer.from(title).toString('base64').replace(/=/g, '')}==`;
      world.groups.set(id, { title, robotIn });
      return id;
    },
    say,
    webhookAfter(staffId, channel) {
      world.shown.push({
        id: world.id(),
        channel,
        from: staffId,
        text: 'hello',
        buttons: [],
        past: [],
        at: [],
      });
      return webhookFor(world, origin(), channel);
    },
    click(staffId, channel, title, { stale = false } = {}) {
      const there = world.shown.filter((each) => each.channel === channel);
      const seen = ({ buttons, past }: Shown) => (stale ? [...buttons, ...past] : buttons);
      const message = there.findLast((each) => seen(each).some((button) => button.title === title));
      const button = message && seen(message).find((each) => each.title === title);
      if (!message || !button) throw new Error(`there is no button “${title}” in ${channel}`);
      if (message.card === undefined) return void say(staffId, channel, button.command);
      stream.deliver(cardTopic, clickOf(channel, staffId, message.card, button.command));
    },
  };
}

interface Said {
  readonly id: string;
  readonly staffId: string;
  readonly channel: string;
  readonly text: string;
  readonly type: string;
}

/** https://open.dingtalk.com/document/orgapp/receive-message: in groups the text begins with a space. */
function messageOf(world: World, origin: string, { id, staffId, channel, text, type }: Said): object {
  const { nick = '', insider = false } = world.people.get(staffId) ?? {};
  const isGroup = !channel.startsWith('staff/');
  const { url, until } = webhookFor(world, origin, channel);
  return {
    conversationId: isGroup ? channel : `cid${staffId}==`,
    conversationType: isGroup ? '2' : '1',
    ...(isGroup && { conversationTitle: world.groups.get(channel)?.title, isInAtList: true }),
    atUsers: isGroup ? [{ dingtalkId: '$:LWCP_v1:$bot' }] : [],
    chatbotCorpId: app.corpId,
    chatbotUserId: '$:LWCP_v1:$bot',
    msgId: id,
    senderNick: nick,
    isAdmin: false,
    ...(insider && { senderStaffId: staffId, senderCorpId: app.corpId }),
    senderId: `$:LWCP_v1:$${staffId}`,
    createAt: Math.floor(world.now()),
    robotCode: app.clientId,
    ...(!world.options.withoutWebhooks && {
      sessionWebhook: url,
      sessionWebhookExpiredTime: until,
    }),
    msgtype: type,
    ...(type === 'text' && { text: { content: isGroup ? ` ${text}` : text } }),
  };
}

function webhookFor(world: World, origin: string, channel: string): { url: string; until: number } {
  const session = world.id();
  const until = Math.floor(world.now() + webhookMs);
  world.webhooks.set(session, { channel, until });
  return { url: `${origin}/robot/sendBySession?session=${session}`, until };
}

/** https://open.dingtalk.com/document/orgapp/event-callback-card: the content is JSON within JSON. */
function clickOf(channel: string, staffId: string, card: string, command: string): object {
  const isGroup = !channel.startsWith('staff/');
  const params = { command };
  return {
    type: 'actionCallback',
    outTrackId: card,
    corpId: app.corpId,
    userId: staffId,
    userIdType: 1,
    spaceType: isGroup ? 'IM_GROUP' : 'IM_ROBOT',
    spaceId: isGroup ? channel : staffId,
    extension: '{}',
    content: JSON.stringify({ cardPrivateData: { actionIds: ['command'], params } }),
  };
}
