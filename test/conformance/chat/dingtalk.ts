import { createDingTalkChat, type DingTalkChat } from '../../../src/chat/dingtalk/dingtalk.ts';
import { leadAlone } from '../../../src/fleet/lead.ts';
import { configOf } from '../../chat/dingtalk/bot.ts';
import { startDingTalk } from '../../doubles/dingtalk/dingtalk.ts';
import type { Shown } from '../../doubles/dingtalk/types.ts';
import { until } from '../../scenarios/until.ts';
import { type ChatUnderTest, type Person, people } from './under-test.ts';

/** How much faster time runs in DingTalk, and for the bot's patience with it. */
const speed = 40;
export const dingtalkPace = {
  channelMs: 1_000 / speed,
  // A little longer than DingTalk's own: a request is under way for longer than nothing.
  minuteMs: 70_000 / speed,
  lookMs: 300,
  settleMs: 100,
  backOffMs: 20,
  backOffMostMs: 200,
};

/** DingTalk with a group, by cards or by messages. */
export async function openDingTalk(way: 'cards' | 'messages'): Promise<ChatUnderTest> {
  const dingtalk = await startDingTalk({ speed });
  const ids = new Map<Person, string>(people.map((name) => [name, dingtalk.addPerson(name)]));
  const id = (person: Person) => ids.get(person) ?? '';
  const group = dingtalk.addGroup('deploys');
  const config = configOf(dingtalk, way === 'cards' ? { cardTemplate: dingtalk.cardTemplate } : {});
  let running: DingTalkChat | undefined;
  const text = (each: Shown) => `${each.text}\n${each.buttons.map(({ title }) => `[${title}]`).join(' ')}`;
  const taken = () => until('DingTalk has its acknowledgement', () => dingtalk.waiting() === 0);
  const buttonsIn = (stale: boolean) =>
    dingtalk.messages(group).flatMap(({ buttons, past }) => (stale ? [...buttons, ...past] : buttons));
  return {
    place: { chat: 'dingtalk', channel: group },
    edits: way === 'cards',
    async attach({ intake, board }) {
      running = createDingTalkChat({
        ...{ config, intake, board, groups: [], places: [], pace: dingtalkPace, installation: 'test' },
        people: people.map((name) => ({ name, local: [], slack: [], dingtalk: [id(name)] })),
        lead: (_key, led) => leadAlone(led),
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      });
      await running.start();
    },
    detach: async () => running?.stop(),
    async say(person, words) {
      dingtalk.say(id(person), group, words);
      await taken();
    },
    async click(person, label, { stale = false } = {}) {
      await until(`there is [${label}]`, () => buttonsIn(stale).some(({ title }) => title === label), 60_000);
      dingtalk.click(id(person), group, label, { stale });
      await taken();
    },
    async redeliver() {
      dingtalk.redeliver();
    },
    read: () =>
      dingtalk
        .messages(group)
        .filter(({ from }) => from === undefined)
        .map(text),
    readAlone: (person) => dingtalk.messages(`staff/${id(person)}`).map(text),
    trouble: {
      away: (is) => dingtalk.trouble.away(is),
      loseAnswer: () =>
        dingtalk.trouble.loseAnswer(
          way === 'cards' ? 'v1.0/card/instances/createAndDeliver' : 'v1.0/robot/groupMessages/send',
          1,
        ),
      ...(way === 'messages' && { twice: 'it may stand here twice' }),
    },
    problems: () => dingtalk.problems(),
    close: () => dingtalk.stop(),
  };
}
