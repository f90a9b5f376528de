import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../../../src/report/board.ts';
import { post } from '../../slack/deliver/posts.ts';
import { openDelivery, type Way } from './world.ts';

let world: Awaited<ReturnType<typeof openDelivery>>;
const open = async (way: Way) => {
  world = await openDelivery(way);
};
afterEach(async () => {
  expect(world.dingtalk.problems()).toEqual([]);
  await world.close();
});

const host = (name: string, text: string): Post =>
  post(`host/${name}`, `${name} · ${text}`, { folded: [{ label: name, text }] });
const root = (title: string, stage: string): Post => post('root', title, { stage });
const ask = (stage: string): Post =>
  post('ask/web-01/1', stage === 'open' ? 'web-01 needs an answer' : 'web-01 · answered', {
    stage,
    mention: ['ann'],
    card: {
      title: stage === 'open' ? 'web-01 needs an answer' : 'web-01 · answered',
      tone: 'warning',
      ...(stage === 'open' && { buttons: [{ label: 'Retry', command: 'retry r1 web-01' }] }),
    },
    beside: [{ label: '│', text: 'no space left' }],
  });

describe('with cards', () => {
  beforeEach(() => open('cards'));

  it('one card is changed in place, with what the hosts do in it', async () => {
    const { memory, at, begin, texts } = world;
    memory.tell(at('r1'), [root('r1 runs', 'running/1'), host('web-01', 'draining')]);
    begin();
    await expect.poll(texts).toEqual([expect.stringContaining('draining')]);
    memory.tell(at('r1'), [root('r1 has ended', 'succeeded'), host('web-01', 'done')], true);
    await expect.poll(() => memory.isClosed(at('r1'))).toBe(true);
    expect(texts()).toEqual([expect.stringMatching(/r1 has ended.*web-01.*done/su)]);
  });

  it('a question is a card of its own, that calls the person and loses its buttons when it is answered', async () => {
    const { memory, at, begin, dingtalk, ops, ann } = world;
    memory.tell(at('r1'), [root('r1', 'paused'), ask('open')]);
    begin();
    await expect.poll(() => dingtalk.messages(ops)).toHaveLength(2);
    const [, asked] = dingtalk.messages(ops);
    expect(asked).toMatchObject({ at: [ann], buttons: [{ title: 'Retry', command: 'retry r1 web-01' }] });
    expect(asked?.text).toContain('no space left');
    memory.tell(at('r1'), [root('r1', 'running/1'), ask('closed')], true);
    await expect.poll(() => memory.isClosed(at('r1'))).toBe(true);
    expect(dingtalk.messages(ops)).toHaveLength(2);
    expect(asked?.buttons).toEqual([]);
  });

  it('a card whose answer was lost is asked for, and made once', async () => {
    const { memory, at, begin, dingtalk, texts } = world;
    dingtalk.trouble.loseAnswer('v1.0/card/instances/createAndDeliver', 1);
    memory.tell(at('r1'), [root('r1', 'a'), post('note/1', 'a note')], true);
    begin();
    await expect.poll(() => memory.isClosed(at('r1'))).toBe(true);
    expect(texts()).toEqual([expect.stringContaining('r1'), expect.stringContaining('a note')]);
  });

  it('a card of which it is not known whether it was sent is made where it is missing', async () => {
    const { memory, at, begin, dingtalk, texts } = world;
    dingtalk.trouble.refuse('v1.0/card/instances/createAndDeliver', 1, 503, 'ServiceUnavailable');
    memory.tell(at('r1'), [root('r1', 'a')], true);
    begin();
    await expect.poll(() => memory.isClosed(at('r1'))).toBe(true);
    expect(texts()).toEqual([expect.stringContaining('r1')]);
  });
});

describe('without cards', () => {
  beforeEach(() => open('messages'));

  it('each stage is a message, once, whatever changes within it and however often it begins anew', async () => {
    const { memory, at, begin, restart, texts } = world;
    memory.tell(at('r1'), [root('r1 plan', 'awaiting-approval/0')]);
    begin();
    await expect.poll(texts).toHaveLength(1);
    memory.tell(at('r1'), [root('r1 runs, 1', 'running/1'), host('web-01', 'draining')]);
    await expect.poll(texts).toHaveLength(2);
    memory.tell(at('r1'), [root('r1 runs, 2', 'running/1'), host('web-01', 'deploying')]);
    await restart();
    memory.tell(at('r1'), [root('r1 paused', 'paused')]);
    await expect.poll(texts).toHaveLength(3);
    memory.tell(at('r1'), [root('r1 runs, 3', 'running/1')]);
    await restart();
    memory.tell(at('r1'), [root('r1 ended', 'succeeded'), post('end', 'r1 ended', { mention: [] })], true);
    await expect.poll(() => memory.isClosed(at('r1'))).toBe(true);
    const titles = ['r1 plan', 'r1 runs, 1', 'r1 paused', 'r1 ended'];
    expect(texts().slice(0, 4)).toEqual(titles.map((title) => expect.stringContaining(title)));
    expect(texts()[1]).toContain('draining');
  });

  it('whoever is to be told is called in the group, where a webhook of it is alive', async () => {
    const { memory, at, begin, dingtalk, ops, ann } = world;
    heardIn(ops, ann);
    memory.tell(at('r1'), [root('r1', 'paused'), ask('open')]);
    begin();
    await expect.poll(() => dingtalk.messages(ops).length).toBe(4);
    const [, , asked, call] = dingtalk.messages(ops);
    expect(asked?.buttons).toEqual([{ title: 'Retry', command: 'retry r1 web-01' }]);
    expect(call).toMatchObject({ at: [ann] });
    expect(call?.text).toContain('web-01 needs an answer');
    expect(dingtalk.messages(`staff/${ann}`)).toEqual([]);
    memory.tell(at('r1'), [root('r1', 'paused'), ask('closed')], true);
    await expect.poll(() => memory.isClosed(at('r1'))).toBe(true);
    expect(dingtalk.messages(ops)).toHaveLength(5);
  });

  it('else directly', async () => {
    const { memory, at, begin, dingtalk, ops, ann } = world;
    memory.tell(at('r1'), [root('r1', 'paused'), ask('open')], true);
    begin();
    await expect.poll(() => memory.isClosed(at('r1'))).toBe(true);
    expect(dingtalk.messages(ops)).toHaveLength(2);
    expect(dingtalk.messages(`staff/${ann}`)).toEqual([
      expect.objectContaining({ text: expect.stringContaining('web-01 needs an answer') }),
    ]);
  });

  it('a message whose answer was lost is sent once more, and says that it may stand there twice', async () => {
    const { memory, at, begin, dingtalk, texts } = world;
    dingtalk.trouble.loseAnswer('v1.0/robot/groupMessages/send', 1);
    memory.tell(at('r1'), [root('r1', 'a'), post('note/1', 'a note')], true);
    begin();
    await expect.poll(() => memory.isClosed(at('r1'))).toBe(true);
    expect(texts().map((text) => text.includes('twice'))).toEqual([false, true, false]);
  });

  it('a pause that DingTalk wants is kept', async () => {
    const { memory, at, begin, dingtalk, texts } = world;
    const path = 'v1.0/robot/groupMessages/send';
    dingtalk.trouble.refuse(path, 2, 403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi');
    memory.tell(at('r1'), [root('r1', 'a')], true);
    begin();
    await expect.poll(() => dingtalk.calls(path).length).toBe(1);
    expect(texts()).toEqual([]);
  });

  it('a flood of threads stays within the 20 messages of a minute, and all of them are told', async () => {
    const { memory, at, begin, dingtalk, texts } = world;
    const subjects = Array.from({ length: 45 }, (_, n) => `r${n + 1}`);
    for (const subject of subjects) memory.tell(at(subject), [root(`${subject} ends`, 'succeeded')], true);
    begin();
    await expect
      .poll(() => subjects.every((subject) => memory.isClosed(at(subject))), { timeout: 15_000 })
      .toBe(true);
    expect(texts()).toHaveLength(45);
    expect(dingtalk.calls().filter(({ status }) => status === 403)).toEqual([]);
  }, 20_000);

  it('a group that the robot is not in is told to the requester directly', async () => {
    const { memory, at, begin, dingtalk, ann } = world;
    const elsewhere = dingtalk.addGroup('elsewhere', { robotIn: false });
    memory.tell(at('r1', elsewhere), [root('r1', 'a'), post('note/1', 'a note')], true);
    begin();
    await expect.poll(() => memory.isClosed(at('r1', elsewhere))).toBe(true);
    const texts = dingtalk.messages(`staff/${ann}`).map(({ text }) => text);
    expect(texts).toEqual([
      expect.stringContaining("I can't write in the group of r1"),
      expect.stringContaining('a note'),
    ]);
  });
});

describe('where DingTalk is told in Chinese', () => {
  it('so is what stands around the messages', async () => {
    world = await openDelivery('messages', {}, 'zh-CN');
    const { memory, at, begin, dingtalk, ann, texts } = world;
    const elsewhere = dingtalk.addGroup('elsewhere', { robotIn: false });
    dingtalk.trouble.loseAnswer('v1.0/robot/groupMessages/send', 1);
    memory.tell(at('r1'), [root('r1', 'a'), ask('open')], true);
    begin();
    await expect.poll(() => memory.isClosed(at('r1'))).toBe(true);
    expect(texts().join()).toContain('首次发送时钉钉没有确认，这条消息可能会出现两次。');
    memory.tell(at('r2', elsewhere), [root('r2', 'a')], true);
    await expect.poll(() => memory.isClosed(at('r2', elsewhere))).toBe(true);
    expect(dingtalk.messages(`staff/${ann}`).map(({ text }) => text)).toEqual([
      expect.stringContaining('ann：请到群里查看。'),
      expect.stringContaining('我无法在 r2 所在的群里发言'),
    ]);
  });
});

/** Somebody wrote to the robot there, over a connection that is not this test's matter. */
function heardIn(channel: string, staffId: string) {
  const { url, until } = world.dingtalk.webhookAfter(staffId, channel);
  world.client.sessions.heard(channel, url, until);
}
