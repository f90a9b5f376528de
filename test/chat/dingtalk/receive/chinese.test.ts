import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kept } from '../../../../src/text/say.ts';
import { type Bot, ok, startBot } from '../bot.ts';

let bot: Bot;
/** What Alice chose for herself; undefined where that can't be read. */
let hers: 'en' | 'zh-CN' | undefined;
beforeEach(async () => {
  hers = 'zh-CN';
  const language = async () => {
    if (hers === undefined) throw new Error('no database');
    return hers;
  };
  bot = await startBot({ config: { language: 'zh-CN' }, lookup: { language } });
  await bot.start();
});
afterEach(() => bot.stop());

const answers = () => bot.dingtalk.messages(bot.ops).filter(({ from }) => from === undefined);
const last = () => answers().at(-1)?.text;

describe('where DingTalk is told in Chinese', () => {
  it('somebody unknown is refused in Chinese', async () => {
    const { dingtalk, ops } = bot;
    const mallory = dingtalk.addPerson('mallory');
    dingtalk.say(mallory, ops, 'deploy web v2');
    const theirs = () => dingtalk.messages(`staff/${mallory}`)[0]?.text;
    await expect.poll(theirs).toContain('我还不认识您');
    expect(theirs()).toContain(`mallory: { dingtalk: "${mallory}" }`);
    expect(theirs()).toMatch(/回复“deploy web v2” · #\w+/);
  });

  it('a failure is told in Chinese', async () => {
    const { dingtalk, alice, ops } = bot;
    bot.answers(() => {
      throw new Error(kept`${'web-03'} is not reachable: ${'timeout'}.`);
    });
    dingtalk.say(alice, ops, 'status');
    await expect.poll(last).toContain('操作没有成功：无法连接 web-03：timeout');
  });

  it('what is no text is answered in the language that its sender chose', async () => {
    const { dingtalk, alice, ops } = bot;
    dingtalk.say(alice, ops, '', 'picture');
    await expect.poll(last).toContain('我只能读文字消息：“help”');
    hers = 'en';
    dingtalk.say(alice, ops, '', 'picture');
    await expect.poll(last).toContain('I read text only');
    hers = undefined;
    dingtalk.say(alice, ops, '', 'picture');
    await expect.poll(() => answers().length).toBe(3);
    expect(last()).toContain('我只能读文字消息');
  });

  it('an answer is framed in the language that it was given in', async () => {
    const { dingtalk, alice, ops } = bot;
    bot.answers(({ text }) => ({ ...ok('好'), ...(text === 'status' && { language: 'zh-CN' as const }) }));
    dingtalk.say(alice, ops, 'status');
    await expect.poll(last).toContain('回复“status” · #');
    dingtalk.say(alice, ops, 'locks');
    await expect.poll(last).toContain('to “locks” · #');
  });
});
