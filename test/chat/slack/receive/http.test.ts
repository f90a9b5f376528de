import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/model/secret.ts';
import { type Bot, startBot } from './bot.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

describe('Slack by HTTP', () => {
  let bot: Bot;
  let target: string;
  beforeEach(async () => {
    const port = await freePort();
    target = `http://127.0.0.1:${port}/slack/events`;
    bot = await startBot({
      httpTarget: target,
      by: ({ signingSecret }) => ({
        mode: 'http',
        signingSecret: new Secret(signingSecret),
        host: '127.0.0.1',
        port,
        path: '/slack/events',
      }),
    });
    await bot.start();
  });
  afterEach(() => bot.stop());
  const command = () => ({ user: bot.alice, channel: bot.ops, text: 'deploy web v2' });

  it('takes commands, mentions and clicks that Slack signed', async () => {
    expect(await bot.slack.command(command())).toMatchObject({ acked: true, status: 200 });
    expect(await bot.slack.mention({ user: bot.alice, channel: bot.ops, text: 'status' })).toMatchObject({
      acked: true,
    });
    await expect.poll(() => bot.requests.map(({ text }) => text)).toEqual(['deploy web v2', 'status']);
    await bot.slack.home(bot.alice);
    await expect.poll(() => bot.slack.homeOf(bot.alice)).toBeDefined();
    expect(await bot.slack.click({ user: bot.alice, label: 'Pause', in: 'home' })).toMatchObject({
      acked: true,
    });
    await expect.poll(() => bot.requests.at(-1)?.text).toBe('pause r1');
    expect(bot.slack.problems()).toEqual([]);
  });

  it.each([
    ['another secret', { secret: 'not-the-secret' }],
    ['a wrong signature', { signature: 'v0=0000' }],
    ['another version of signatures', { signature: 'v1=0000' }],
    ['no signature', { without: ['X-Slack-Signature'] as const }],
    ['no timestamp', { without: ['X-Slack-Request-Timestamp'] as const }],
    ['a timestamp of ten minutes ago', { ageS: 600 }],
    ['a body that was changed', { tamper: (body: string) => body.replace('v2', 'v3') }],
  ])('refuses %s', async (_, forgery) => {
    expect((await bot.slack.forged.command(command(), forgery)).status).toBe(401);
    expect(bot.requests).toEqual([]);
  });

  it('does once what is replayed within the five minutes', async () => {
    await bot.slack.command(command());
    await expect.poll(() => bot.requests.length).toBe(1);
    await bot.slack.forged.replay();
    await expect.poll(() => bot.requests.length).toBe(2);
    expect(bot.done).toHaveLength(1);
  });

  it('has nothing at other paths, and listens no more after its end', async () => {
    expect((await fetch(target.replace('events', 'other'), { method: 'POST' })).status).toBe(404);
    expect((await fetch(target, { method: 'POST', body: 'null' })).status).toBe(401);
    await bot.stopChat();
    await expect(fetch(target, { method: 'POST' })).rejects.toThrow();
  });
});
