import type { Telling } from '../../../../src/chat/deliver/lead.ts';
import type { Pace } from '../../../../src/chat/deliver/options.ts';
import { createDingTalkClient } from '../../../../src/chat/dingtalk/client/client.ts';
import { createTelling } from '../../../../src/chat/dingtalk/deliver/deliver.ts';
import { createDingTalkPeople } from '../../../../src/chat/dingtalk/people/people.ts';
import { leadAlone } from '../../../../src/fleet/lead.ts';
import type { Thread } from '../../../../src/report/board.ts';
import type { Language } from '../../../../src/text/language.ts';
import { type DingTalkDouble, startDingTalk } from '../../../doubles/dingtalk/dingtalk.ts';
import { createFakeBoard } from '../../slack/deliver/fake-board.ts';
import { fast } from '../../slack/deliver/posts.ts';
import { configOf } from '../bot.ts';

export type Way = 'cards' | 'messages';

/** The real delivery and client before a stand-in for DingTalk, and a board that holds what the test says. */
export async function openDelivery(way: Way, pace: Partial<Pace> = {}, language: Language = 'en') {
  const dingtalk: DingTalkDouble = await startDingTalk({ speed: 100 });
  const ann = dingtalk.addPerson('Ann');
  const ops = dingtalk.addGroup('ops');
  const memory = createFakeBoard();
  const log: string[] = [];
  const config = configOf(dingtalk, way === 'cards' ? { cardTemplate: dingtalk.cardTemplate } : {});
  const people = [{ name: 'ann', local: [], slack: [], dingtalk: [ann] }];
  const client = createDingTalkClient(config);
  let telling: Telling | undefined;
  const begin = () => {
    telling = createTelling({
      client,
      people: createDingTalkPeople(people, []),
      board: memory.board(),
      installation: 'test',
      languageIn: () => language,
      log: (text) => void log.push(text),
      lead: (_key, led) => leadAlone(led),
      // A minute of DingTalk's lasts 0.6 s here.
      pace: {
        ...fast,
        settleMs: 20,
        backOffMs: 5,
        backOffMostMs: 50,
        postsPerMinute: 18,
        minuteMs: 660,
        ...pace,
      },
    });
    telling.start();
  };
  const at = (subject: string, channel = ops): Thread => ({ subject, place: { chat: 'dingtalk', channel } });
  return {
    dingtalk,
    client,
    memory,
    log,
    ann,
    ops,
    at,
    begin,
    async restart() {
      await telling?.stop();
      begin();
    },
    texts: (channel = ops) => dingtalk.messages(channel).map(({ text }) => text),
    async close() {
      await telling?.stop();
      await dingtalk.stop();
    },
  };
}
