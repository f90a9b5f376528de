import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDingTalkClient } from '../../../../src/chat/dingtalk/client/client.ts';
import { examineDingTalk } from '../../../../src/chat/dingtalk/client/examine.ts';
import { DingTalkFailure } from '../../../../src/chat/dingtalk/client/trouble.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { type DingTalkDouble, startDingTalk } from '../../../doubles/dingtalk/dingtalk.ts';
import { configOf } from '../bot.ts';

let dingtalk: DingTalkDouble;
beforeEach(async () => {
  dingtalk = await startDingTalk();
});
afterEach(() => dingtalk.stop());

const message = { title: 'a title', text: 'a text', buttons: [] };
const failure = async (act: Promise<unknown>): Promise<DingTalkFailure> => {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DingTalkFailure) return error;
  throw new Error(`no failure of DingTalk: ${String(error)}`);
};

describe('the token', () => {
  it('is asked for once, also where many calls begin at the same time', async () => {
    const { robot } = createDingTalkClient(configOf(dingtalk));
    const group = dingtalk.addGroup('ops');
    await Promise.all(Array.from({ length: 5 }, () => robot.send(group, message)));
    expect(dingtalk.calls('v1.0/oauth2/accessToken')).toHaveLength(1);
    expect(dingtalk.messages(group)).toHaveLength(5);
  });

  it('that is taken no more is replaced, and the call made again', async () => {
    const { robot } = createDingTalkClient(configOf(dingtalk));
    const group = dingtalk.addGroup('ops');
    await robot.send(group, message);
    dingtalk.trouble.revokeTokens();
    await robot.send(group, message);
    expect(dingtalk.messages(group)).toHaveLength(2);
  });

  it('that is not given says so, without the secret', async () => {
    const { robot } = createDingTalkClient(configOf(dingtalk, { clientSecret: new Secret('hunter2') }));
    const { message: said, kind, retryable } = await failure(robot.send('cidX==', message));
    expect({ kind, retryable }).toEqual({ kind: 'denied', retryable: false });
    expect(said).toContain('chat.dingtalk.clientId');
    expect(said).not.toContain('hunter2');
  });
});

describe('what a failure is', () => {
  it('the robot is not in the group: refused', async () => {
    const { robot } = createDingTalkClient(configOf(dingtalk));
    const group = dingtalk.addGroup('ops', { robotIn: false });
    expect((await failure(robot.send(group, message))).trouble).toMatchObject({ kind: 'refused' });
  });

  it('too many messages: nothing was done, later', async () => {
    const { robot } = createDingTalkClient(configOf(dingtalk));
    const group = dingtalk.addGroup('ops');
    for (let n = 0; n < 20; n += 1) await robot.send(group, message);
    expect((await failure(robot.send(group, message))).trouble.kind).toBe('ratelimited');
    dingtalk.advance(60_000);
    await robot.send(group, message);
    expect(dingtalk.messages(group)).toHaveLength(21);
  });

  it('a card that was shown nowhere, though the call says OK: refused', async () => {
    const { cards } = createDingTalkClient(configOf(dingtalk, { cardTemplate: dingtalk.cardTemplate }));
    const group = dingtalk.addGroup('ops', { robotIn: false });
    const { trouble } = await failure(cards?.post('id', group, { title: 'x' }, {}) ?? Promise.resolve());
    expect(trouble).toMatchObject({ kind: 'refused', code: 'card.notDelivered' });
  });

  it('somebody who is not in the company, in an answer that says OK: refused', async () => {
    const { robot } = createDingTalkClient(configOf(dingtalk));
    const { trouble } = await failure(robot.sendTo(['nobody'], message));
    expect(trouble).toMatchObject({ kind: 'refused', code: 'invalidStaffId' });
  });

  it('no answer: nobody knows; no connection: certainly nothing', async () => {
    const { robot } = createDingTalkClient(configOf(dingtalk));
    const group = dingtalk.addGroup('ops');
    await robot.send(group, message);
    dingtalk.trouble.loseAnswer('v1.0/robot/groupMessages/send', 1);
    expect((await failure(robot.send(group, message))).trouble).toMatchObject({
      kind: 'away',
      done: 'unknown',
    });
    await dingtalk.stop();
    expect((await failure(robot.send(group, message))).trouble).toMatchObject({ kind: 'away', done: 'no' });
  });
});

describe('a webhook', () => {
  it('is used while it lives, and no more', async () => {
    const { sessions } = createDingTalkClient(configOf(dingtalk));
    const group = dingtalk.addGroup('ops');
    const ann = dingtalk.addPerson('Ann');
    expect(await sessions.say(group, message, [ann])).toBe(false);
    const { url, until } = dingtalk.webhookAfter(ann, group);
    sessions.heard(group, url, until);
    expect(await sessions.say(group, message, [ann])).toBe(true);
    expect(dingtalk.messages(group).at(-1)?.at).toEqual([ann]);
    dingtalk.trouble.endWebhooks();
    expect(await sessions.say(group, message, [ann])).toBe(false);
    sessions.heard(group, url, Date.now());
    expect(await sessions.say(group, message, [ann])).toBe(false);
  });

  it('rests where it was used too often, and so does the next one', async () => {
    const { sessions } = createDingTalkClient(configOf(dingtalk));
    const group = dingtalk.addGroup('ops');
    const ann = dingtalk.addPerson('Ann');
    const hear = () => {
      const { url, until } = dingtalk.webhookAfter(ann, group);
      sessions.heard(group, url, until);
    };
    hear();
    for (let n = 0; n < 20; n += 1) await sessions.say(group, message, []);
    expect(await sessions.say(group, message, [])).toBe(false);
    const asked = dingtalk.calls('robot/sendBySession').length;
    hear();
    expect(await sessions.say(group, message, [])).toBe(false);
    expect(dingtalk.calls('robot/sendBySession')).toHaveLength(asked);
  });
});

it('the doctor says whether the app is accepted, and sends nothing', async () => {
  expect(await examineDingTalk(configOf(dingtalk))).toEqual({
    line: `app ${dingtalk.clientId}, Stream mode, messages`,
    well: true,
  });
  const wrong = await examineDingTalk(configOf(dingtalk, { clientSecret: new Secret('hunter2') }));
  expect(wrong).toEqual({ line: expect.stringContaining('chat.dingtalk.clientId'), well: false });
  expect(dingtalk.connections()).toBe(0);
});
