import { afterEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from './bot.ts';

describe('the sockets', () => {
  let bot: Bot;
  afterEach(() => bot.stop());
  const answered = async (text: string) => {
    const acked = await bot.slack.command({ user: bot.alice, channel: bot.ops, text });
    return acked.acked && bot.requests.some((request) => request.text === text);
  };

  it('are opened again after they were cut, refused and refreshed, and commands come through', async () => {
    bot = await startBot();
    await bot.start();
    expect(bot.slack.sockets()).toBe(2);
    bot.slack.trouble.refuseSockets(3);
    bot.slack.trouble.dropSockets();
    await expect.poll(() => bot.slack.sockets(), { timeout: 10_000 }).toBe(2);
    await expect.poll(() => answered('status after the cut')).toBe(true);
    bot.slack.trouble.refreshSockets();
    await expect.poll(() => answered('status after the refresh')).toBe(true);
    await expect.poll(() => bot.slack.sockets(), { timeout: 10_000 }).toBe(2);
    expect(bot.log.filter((line) => line.includes('is open again')).length).toBeGreaterThan(0);
    expect(bot.slack.problems()).toEqual([]);
  });

  it('are opened when Slack comes, where it was away at the start', async () => {
    bot = await startBot();
    bot.slack.trouble.fail('auth.test', { times: 2, status: 503 });
    bot.slack.trouble.fail('apps.connections.open', { times: 2, status: 503 });
    await bot.start();
    expect(bot.log.join()).toContain('Slack did not answer');
    await expect.poll(() => bot.slack.sockets(), { timeout: 10_000 }).toBe(2);
    await expect.poll(() => answered('status')).toBe(true);
  });

  it('are not opened with a wrong token, which is said once in one sentence', async () => {
    bot = await startBot({ botToken: 'xoxb-wrong' });
    await bot.start();
    const said = bot.log.filter((line) => line.includes('does not accept the bot token'));
    expect(said.length).toBeGreaterThan(0);
    expect(bot.log.join()).not.toContain('xoxb-wrong');
    expect(bot.slack.sockets()).toBe(0);
  });

  it('are closed at the end, after what is under way was answered', async () => {
    bot = await startBot();
    await bot.start();
    let answer: () => void = () => undefined;
    bot.answers(
      () =>
        new Promise((resolve) => {
          answer = () => resolve({ code: 'ok', card: { title: 'at last', tone: 'good' } });
        }),
    );
    await bot.slack.command({ user: bot.alice, channel: bot.ops, text: 'status' });
    await expect.poll(() => bot.requests.length).toBe(1);
    const stopped = bot.stopChat();
    await expect.poll(() => bot.slack.sockets()).toBe(0);
    answer();
    await stopped;
    expect(
      bot.slack
        .ephemerals(bot.alice)
        .map((message) => bot.slack.read(message))
        .join(),
    ).toContain('at last');
    const late = await bot.slack.command({ user: bot.alice, channel: bot.ops, text: 'late' });
    expect(late.delivered).toBe(false);
  });
});
