import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from './bot.ts';

describe('a mention of the bot', () => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot();
    await bot.start();
  });
  afterEach(async () => {
    expect(bot.slack.problems()).toEqual([]);
    await bot.stop();
  });
  const mention = (text: string, user = bot.alice) => bot.slack.mention({ user, channel: bot.ops, text });
  const replies = () =>
    bot.slack.messages(bot.ops).flatMap(({ ts }) => bot.slack.thread(bot.ops, ts).map(({ text }) => text));

  it('is a command, answered in the thread of the message', async () => {
    expect((await mention('status web & <so>')).acked).toBe(true);
    await expect.poll(replies).toEqual([expect.stringContaining('did: status web &amp; &lt;so&gt;')]);
    expect(bot.requests).toMatchObject([
      { person: 'alice', text: 'status web & <so>', place: { chat: 'slack', channel: bot.ops } },
    ]);
  });

  it('that comes again is done and answered once', async () => {
    await mention('status web');
    await expect.poll(() => replies().length).toBe(1);
    await bot.slack.trouble.redeliver();
    await mention('status db');
    await expect.poll(() => replies().length).toBe(2);
    expect(bot.requests.map(({ text }) => text)).toEqual(['status web', 'status db']);
  });

  it('is answered once where Slack wants a pause first', async () => {
    bot.slack.trouble.rateLimit('chat.postMessage', { times: 1, retryAfterS: 1 });
    await mention('status web');
    await expect.poll(replies).toEqual([expect.stringContaining('did: status web')]);
    expect(bot.log.filter((line) => line.includes('not delivered'))).toEqual([]);
  });

  it('is answered directly where nothing may be written', async () => {
    bot.slack.trouble.refuse('chat.postMessage', { times: 1, error: 'restricted_action' });
    await mention('status web');
    const answers = () => bot.slack.calls('chat.postMessage').filter(({ ok }) => ok);
    await expect.poll(() => answers().map(({ args }) => args.channel)).toEqual([bot.alice]);
    expect(replies()).toEqual([]);
  });

  it('is not answered anew where nobody knows whether it was', async () => {
    bot.slack.trouble.loseAnswer('chat.postMessage', 1);
    await mention('status web');
    await expect.poll(() => bot.log.join()).toContain('an answer was not delivered');
    expect(replies()).toHaveLength(1);
  });

  it('of somebody unknown is refused to them alone', async () => {
    const zoe = bot.slack.addUser({ name: 'zoe' });
    await mention('status web', zoe);
    await expect
      .poll(() =>
        bot.slack
          .ephemerals(zoe)
          .map((message) => bot.slack.read(message))
          .join(),
      )
      .toContain(`zoe: { slack: ${zoe} }`);
    expect(replies()).toEqual([]);
    expect(bot.requests).toEqual([]);
  });

  it('by somebody of another workspace, or by a bot, does nothing', async () => {
    const guest = bot.slack.addUser({ name: 'guest', teamId: 'T0OTHER' });
    const robot = bot.slack.addUser({ name: 'robot', bot: true });
    await mention('status web', guest);
    await mention('status web', robot);
    await expect
      .poll(() =>
        bot.slack
          .ephemerals(guest)
          .map((message) => bot.slack.read(message))
          .join(),
      )
      .toContain('workspace');
    await mention('status of somebody known');
    await expect.poll(() => bot.requests.map(({ text }) => text)).toEqual(['status of somebody known']);
  });
});
