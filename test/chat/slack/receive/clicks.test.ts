import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, ok, startBot } from './bot.ts';

describe('a click in Slack', () => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot();
    await bot.start();
    bot.answers(({ text }) =>
      text === 'plan'
        ? {
            code: 'ok',
            open: true,
            card: {
              title: 'r1 deploy',
              tone: 'plain',
              buttons: [{ label: 'Approve', command: 'approve r1 abc' }],
            },
          }
        : { ...ok('approved'), rollout: 'r1' },
    );
    bot.tells({ subject: 'r1', place: { chat: 'slack', channel: bot.ops } });
    await bot.slack.command({ user: bot.alice, channel: bot.ops, text: 'plan' });
    await expect.poll(() => bot.slack.messages(bot.ops).length).toBe(1);
  });
  afterEach(async () => {
    expect(bot.slack.problems()).toEqual([]);
    await bot.stop();
  });
  const click = (user = bot.alice, forge?: { value?: string; actionId?: string }) =>
    bot.slack.click({ user, channel: bot.ops, label: 'Approve', ...(forge && { forge }) });
  const clicks = () => bot.requests.filter((request) => request.click);
  const told = (user = bot.alice) => bot.slack.ephemerals(user).map((message) => bot.slack.read(message));

  it('is the button’s command, sent by who clicked; success that the board shows stays quiet', async () => {
    const acked = await click();
    expect(acked.acked).toBe(true);
    await expect.poll(clicks).toEqual([
      {
        id: `slack:${acked.triggerId}`,
        person: 'alice',
        text: 'approve r1 abc',
        click: true,
        place: { chat: 'slack', channel: bot.ops },
      },
    ]);
    bot.answers(() => ({ code: 'refused', card: { title: 'no', tone: 'warning' } }));
    await click();
    await expect.poll(() => told().join()).toContain('no');
    expect(told()).toHaveLength(1);
    expect(bot.slack.messages(bot.ops)[0]?.edits).toBe(0);
  });

  it('twice is two requests, and the same click again is one', async () => {
    await Promise.all([click(), click()]);
    await expect.poll(() => clicks().length).toBe(2);
    expect(new Set(clicks().map(({ id }) => id)).size).toBe(2);
    await bot.slack.trouble.redeliver();
    await expect.poll(() => clicks().length).toBe(3);
    expect(new Set(clicks().map(({ id }) => id)).size).toBe(2);
  });

  it('of somebody who is not known does nothing, whatever the button is', async () => {
    const zoe = bot.slack.addUser({ name: 'zoe' });
    await click(zoe);
    await expect.poll(() => told(zoe).join()).toContain(`zoe: { slack: ${zoe} }`);
    const guest = bot.slack.addUser({ name: 'guest', teamId: 'T0OTHER' });
    await click(guest);
    await expect.poll(() => told(guest).join()).toContain('workspace');
    expect(clicks()).toEqual([]);
  });

  it('with a forged value is a command of the person like any other', async () => {
    await click(bot.alice, { value: 'unlock web\u202e; rm -rf /' });
    await expect.poll(clicks).toMatchObject([{ person: 'alice', text: 'unlock web\u202e; rm -rf /' }]);
    await click(bot.alice, { value: '' });
    await click(bot.alice, { actionId: 'command:something-else' });
    await expect.poll(() => clicks().map(({ text }) => text)).toContain('approve r1 abc');
    expect(clicks()).toHaveLength(2);
  });
});

describe('the App Home', () => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot();
    await bot.start();
  });
  afterEach(async () => {
    expect(bot.slack.problems()).toEqual([]);
    await bot.stop();
  });
  const home = (user: string) => {
    const view = bot.slack.homeOf(user);
    return view === undefined ? '' : bot.slack.read(view);
  };

  it('is shown when it is opened, and again after a click, which is answered in the conversation', async () => {
    await bot.slack.home(bot.alice);
    await expect.poll(() => home(bot.alice)).toContain('web runs v1');
    bot.answers(() => ({ code: 'refused', card: { title: 'r1 is paused already', tone: 'warning' } }));
    await bot.slack.click({ user: bot.alice, label: 'Pause', in: 'home' });
    await expect
      .poll(() => bot.requests)
      .toMatchObject([{ text: 'pause r1', place: { channel: bot.alice } }]);
    await expect.poll(() => bot.slack.calls('views.publish').length).toBe(2);
    expect(bot.slack.calls('chat.postMessage')[0]?.args).toMatchObject({ channel: bot.alice });
  });

  it('says to strangers why it is empty', async () => {
    const zoe = bot.slack.addUser({ name: 'zoe' });
    await bot.slack.home(zoe);
    await expect.poll(() => home(zoe)).toContain(`zoe: { slack: ${zoe} }`);
  });

  it('opens the form, whose plan is the wish to deploy', async () => {
    await bot.slack.home(bot.alice);
    await expect.poll(() => home(bot.alice)).toContain('web runs v1');
    bot.answers(({ text }) => ok(text.includes('--plan') ? 'the plan of web' : 'begun'));
    await bot.slack.click({ user: bot.alice, label: 'Deploy …', in: 'home' });
    await expect.poll(() => bot.slack.viewsOf(bot.alice).length).toBe(1);
    await bot.slack.submit({ user: bot.alice, values: { release: 'v2' } });
    const shown = () => bot.slack.viewsOf(bot.alice).map((view) => bot.slack.read(view));
    await expect.poll(() => shown().join()).toContain('the plan of web');
    await bot.slack.submit({ user: bot.alice });
    await expect
      .poll(() => bot.requests.at(-1))
      .toMatchObject({
        person: 'alice',
        text: 'deploy web v2',
        click: true,
      });
    expect(bot.slack.viewsOf(bot.alice)).toEqual([]);
  });
});
