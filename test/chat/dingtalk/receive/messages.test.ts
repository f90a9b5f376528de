import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, ok, startBot } from '../bot.ts';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
  await bot.start();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.dingtalk.problems()).toEqual([]);
});

const answers = () => bot.dingtalk.messages(bot.ops).filter(({ from }) => from === undefined);

describe('a message', () => {
  it('in a group is a command of the person who wrote it, and is answered there', async () => {
    const { dingtalk, alice, ops, requests } = bot;
    const id = dingtalk.say(alice, ops, 'status web');
    await expect.poll(answers).toHaveLength(1);
    expect(requests).toEqual([
      {
        id: `dingtalk:${id}`,
        person: 'alice',
        text: 'status web',
        place: { chat: 'dingtalk', channel: ops },
      },
    ]);
    const [answer] = answers();
    expect(answer?.at).toEqual([alice]);
    expect(answer?.text).toContain('did: status web');
    expect(answer?.text).toContain(`#${id.replace(/[^A-Za-z0-9]/g, '').slice(-6)}`);
  });

  it('to the robot alone is answered there, and told to the person', async () => {
    const { dingtalk, alice, requests } = bot;
    dingtalk.say(alice, `staff/${alice}`, '＠rollout deploy web v2');
    await expect.poll(() => dingtalk.messages(`staff/${alice}`)).toHaveLength(2);
    expect(requests[0]?.text).toBe('deploy web v2');
    expect(requests[0]?.place).toEqual({ chat: 'dingtalk', channel: `staff/${alice}` });
  });

  it('is acknowledged, and done once where it comes again', async () => {
    const { dingtalk, alice, ops, requests } = bot;
    dingtalk.say(alice, ops, 'status');
    await expect.poll(() => dingtalk.waiting()).toBe(0);
    dingtalk.redeliver();
    dingtalk.redeliver();
    dingtalk.say(alice, ops, 'locks');
    await expect.poll(answers).toHaveLength(2);
    expect(requests.map(({ text }) => text)).toEqual(['status', 'locks']);
  });

  it('of somebody unknown is refused with the line that is missing, to them alone', async () => {
    const { dingtalk, ops, requests } = bot;
    const mallory = dingtalk.addPerson('马 洛里');
    dingtalk.say(mallory, ops, 'deploy web v2');
    await expect.poll(() => dingtalk.messages(`staff/${mallory}`)).toHaveLength(1);
    expect(dingtalk.messages(`staff/${mallory}`)[0]?.text).toContain(`马洛里: { dingtalk: "${mallory}" }`);
    expect(answers()).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('of somebody from outside of the company is refused', async () => {
    const { dingtalk, ops, requests } = bot;
    dingtalk.say(dingtalk.addPerson('guest', { insider: false }), ops, 'deploy web v2');
    await expect.poll(answers).toHaveLength(1);
    expect(answers()[0]?.text).toContain('members of the company');
    expect(requests).toEqual([]);
  });

  it('says which group it is in, once, for the config', async () => {
    const { dingtalk, alice, ops, log } = bot;
    dingtalk.say(alice, ops, 'status');
    dingtalk.say(alice, ops, 'locks');
    await expect.poll(answers).toHaveLength(2);
    expect(log.filter((line) => line.includes(ops))).toEqual([
      `DingTalk: the conversation id of the group “ops” is ${ops}`,
    ]);
  });
});

describe('an answer', () => {
  it('is not given where the board tells it here', async () => {
    const { dingtalk, alice, ops } = bot;
    bot.tells({ subject: 'r1', place: { chat: 'dingtalk', channel: ops } });
    bot.answers(({ text }) => (text === 'locks' ? ok('none') : { ...ok('r1'), rollout: 'r1' }));
    dingtalk.say(alice, ops, 'deploy web v2');
    dingtalk.say(alice, ops, 'locks');
    await expect.poll(answers).toHaveLength(1);
    expect(answers()[0]?.text).toContain('none');
  });

  it('with buttons has them as a card, whose click sends the command as the person who clicks', async () => {
    const { dingtalk, alice, ops, requests } = bot;
    bot.answers(() => ({
      code: 'wrong',
      card: { title: 'no', tone: 'warning', buttons: [{ label: 'Send it', command: 'deploy web v2' }] },
    }));
    dingtalk.say(alice, ops, 'depoly web v2');
    await expect.poll(answers).toHaveLength(1);
    dingtalk.click(alice, ops, 'Send it');
    await expect.poll(() => requests.map(({ text }) => text)).toEqual(['depoly web v2', 'deploy web v2']);
  });

  it('goes by the robot where the webhook has ended', async () => {
    const { dingtalk, alice, ops } = bot;
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    bot.answers(() => gate.then(() => ok('late')));
    dingtalk.say(alice, ops, 'status');
    await expect.poll(() => bot.requests).toHaveLength(1);
    dingtalk.trouble.endWebhooks();
    go();
    await expect.poll(answers).toHaveLength(1);
    expect(dingtalk.calls('v1.0/robot/groupMessages/send')).toHaveLength(1);
  });

  it('is given with a new token where the old one is taken no more', async () => {
    const { dingtalk, alice } = bot;
    bot.answers(() => ({
      ...ok('x'),
      card: { title: 'x', tone: 'good', buttons: [{ label: 'B', command: 'help' }] },
    }));
    dingtalk.say(alice, `staff/${alice}`, 'status');
    await expect.poll(() => dingtalk.messages(`staff/${alice}`)).toHaveLength(2);
    dingtalk.trouble.revokeTokens();
    dingtalk.say(alice, `staff/${alice}`, 'locks');
    await expect.poll(() => dingtalk.messages(`staff/${alice}`)).toHaveLength(4);
    expect(dingtalk.calls('v1.0/oauth2/accessToken')).toHaveLength(2);
  });

  it('that fails is told as a failure, and the bot lives on', async () => {
    const { dingtalk, alice, ops } = bot;
    bot.answers(({ text }) => {
      if (text === 'locks') return ok('none');
      throw new Error('the database is away');
    });
    dingtalk.say(alice, ops, 'status');
    await expect.poll(answers).toHaveLength(1);
    expect(answers()[0]?.text).toContain('the database is away');
    dingtalk.say(alice, ops, 'locks');
    await expect.poll(answers).toHaveLength(2);
  });
});
