import { afterEach, describe, expect, it } from 'vitest';
import type { Pace } from '../../../../src/chat/deliver/options.ts';
import { SlackFailure } from '../../../../src/chat/slack/client/trouble.ts';
import { createDelivery, type Delivery } from '../../../../src/chat/slack/deliver/deliver.ts';
import type { Post } from '../../../../src/report/board.ts';
import { createFakeBoard, thread } from './fake-board.ts';
import { createFakeSlack, type Wire } from './fake-slack.ts';
import { fast, post } from './posts.ts';

let running: Delivery | undefined;
afterEach(() => running?.stop());

function begin(wire: Wire = async (_, does) => does(), pace: Partial<Pace> = {}, known = ['ann']) {
  const slack = createFakeSlack();
  const memory = createFakeBoard();
  const log: string[] = [];
  running = createDelivery({
    client: slack.client(wire),
    board: memory.board(),
    people: { mentionOf: (name) => (known.includes(name) ? `<@U${name.toUpperCase()}>` : undefined) },
    installation: 'test',
    log: (text) => log.push(text),
    pace: { ...fast, ...pace },
  });
  const delivery = running;
  return { slack, memory, log, start: () => delivery.start() };
}

const one = thread('r1', 'C1');
const marks = (messages: readonly { mark?: string }[]) => messages.map(({ mark }) => mark?.split(' ')[2]);

describe('order', () => {
  it('what waits for a person overtakes progress', async () => {
    const gates: (() => void)[] = [];
    const gate: Wire = async (_, does) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      return does();
    };
    const { slack, memory, start } = begin(gate);
    const hosts = [1, 2, 3, 4, 5].map((n) => post(`host/${n}`, `host ${n}`));
    memory.tell(one, [post('root', 'root'), ...hosts]);
    await start();
    const pass = async (n: number) => {
      await expect.poll(() => gates.length).toBeGreaterThan(0);
      gates.shift()?.();
      await expect.poll(() => slack.calls.length).toBe(n);
    };
    await pass(1);
    await pass(2);
    await expect.poll(() => gates.length).toBe(1);
    memory.tell(one, [post('root', 'root now'), ...hosts, post('ask/a/1', 'a asks')]);
    // One was on its way already.
    for (const n of [3, 4, 5]) await pass(n);
    expect(marks(slack.messages)).toEqual(['root', 'host/1', 'host/2', 'ask/a/1']);
    expect(slack.messages[0]?.text).toContain('root now');
    for (const n of [6, 7, 8]) await pass(n);
  });

  it('a question of a thread that is not there yet brings its root with it, before others', async () => {
    const { slack, memory, start } = begin();
    memory.tell(one, [post('root', 'calm'), post('host/1', 'host 1')]);
    memory.tell(thread('r2', 'C1'), [post('root', 'asking'), post('ask/a/1', 'a asks')]);
    await start();
    await expect.poll(() => slack.messages.length).toBe(4);
    expect(marks(slack.messages)).toEqual(['root', 'ask/a/1', 'root', 'host/1']);
  });

  it('edits coalesce, with the pause between writes, and the last state stays', async () => {
    const { slack, memory, start } = begin(undefined, { channelMs: 40 });
    memory.tell(one, [post('root', 'state 0')]);
    await start();
    for (let n = 1; n <= 50; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      memory.tell(one, [post('root', `state ${n}`)], n === 50);
    }
    await expect.poll(() => memory.isClosed(one)).toBe(true);
    expect(slack.messages.map(({ text }) => text)).toEqual([expect.stringContaining('state 50')]);
    const pauses = slack.calls.slice(1).map(({ at }, n) => at - (slack.calls[n]?.at ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThan(38);
  });
});

describe('where nothing can be written', () => {
  it.each(['not_in_channel', 'channel_not_found', 'is_archived'])(
    '%s: who asked is told directly, and why; others are not held up',
    async (code) => {
      const { slack, memory, log, start } = begin();
      slack.refuse('C1', code);
      const other = thread('r2', 'C2');
      memory.tell(one, [post('root', 'root'), post('host/a', 'a')], true);
      memory.tell(other, [post('root', 'root')], true);
      await start();
      await expect.poll(() => memory.isClosed(one) && memory.isClosed(other)).toBe(true);
      const [root, reply] = slack.in('DUANN');
      expect(root?.text).toMatch(/^I can't write in <#C1>, so I tell you here: `\/invite` me/);
      expect(root?.blocks?.[0]).toMatchObject({ type: 'section', text: { type: 'mrkdwn' } });
      expect(reply).toMatchObject({ threadTs: root?.ts, mark: 'test r1 host/a' });
      expect(slack.in('C2')).toHaveLength(1);
      expect(memory.kept.get('r1 C1')?.get('root')).toMatchObject({ channel: 'DUANN', ts: root?.ts });
      expect(log.join()).toContain(code);
    },
  );

  it('a bot that was put out of the channel half-way tells it all anew, directly', async () => {
    const { slack, memory, start } = begin();
    memory.tell(one, [post('root', 'root'), post('host/a', 'a')]);
    await start();
    await expect.poll(() => slack.in('C1').length).toBe(2);
    slack.refuse('C1', 'not_in_channel');
    memory.tell(one, [post('root', 'root'), post('host/a', 'a done'), post('end', 'ended')], true);
    await expect.poll(() => memory.isClosed(one)).toBe(true);
    expect(marks(slack.in('DUANN'))).toEqual(['root', 'host/a', 'end']);
  });

  it('nobody to tell directly: tried again while it lasts, given up with its end', async () => {
    const { slack, memory, start } = begin(undefined, {}, []);
    slack.refuse('C1', 'not_in_channel');
    memory.tell(one, [post('root', 'root')]);
    await start();
    await expect.poll(() => slack.calls.length).toBeGreaterThan(2);
    expect(slack.messages).toEqual([]);
    slack.refuse('C1', undefined);
    await expect.poll(() => slack.messages.length).toBe(1);
    const two = thread('r2', 'C3');
    slack.refuse('C3', 'is_archived');
    memory.tell(two, [post('root', 'root')], true);
    await expect.poll(() => memory.isClosed(two)).toBe(true);
  });
});

describe('messages that are gone', () => {
  it('one that somebody deleted is posted anew when it changes', async () => {
    const { slack, memory, start } = begin();
    memory.tell(one, [post('root', 'root'), post('host/a', 'a')]);
    await start();
    await expect.poll(() => slack.messages.length).toBe(2);
    slack.remove('C1', slack.messages[1]?.ts ?? '');
    memory.tell(one, [post('root', 'root'), post('host/a', 'a done')], true);
    await expect.poll(() => memory.isClosed(one)).toBe(true);
    expect(slack.messages.map(({ text }) => text)).toEqual([
      expect.stringContaining('root'),
      expect.stringContaining('a done'),
    ]);
  });

  it.each(['edit', 'reply'])('a deleted root: the thread goes on under a new one (%s)', async (how) => {
    const { slack, memory, start } = begin();
    memory.tell(one, [post('root', 'root')]);
    await start();
    await expect.poll(() => slack.messages.length).toBe(1);
    slack.remove('C1', slack.messages[0]?.ts ?? '');
    const root = post('root', how === 'edit' ? 'root now' : 'root');
    memory.tell(one, [root, post('host/a', 'a')], true);
    await expect.poll(() => memory.isClosed(one)).toBe(true);
    expect(marks(slack.messages)).toEqual(['root', 'host/a']);
    expect(slack.messages[1]?.threadTs).toBe(slack.messages[0]?.ts);
  });
});

describe('trouble', () => {
  it('a message that Slack does not take is left out; the rest is told and the thread ends', async () => {
    const wire: Wire = async (method, does) => {
      if (method === 'chat.postMessage' && slack.messages.length === 1) {
        refusals += 1;
        if (refusals === 1) throw new SlackFailure(method, { kind: 'refused', code: 'invalid_blocks' });
      }
      return does();
    };
    let refusals = 0;
    const { slack, memory, log, start } = begin(wire);
    memory.tell(one, [post('root', 'root'), post('host/a', 'a'), post('host/b', 'b')], true);
    await start();
    await expect.poll(() => memory.isClosed(one)).toBe(true);
    expect(marks(slack.messages)).toEqual(['root', 'host/b']);
    expect(log.join()).toContain('host/a of r1 is not taken: invalid_blocks');
  });

  it('a long silence loses nothing, and is told once', async () => {
    let away = true;
    const { slack, memory, log, start } = begin(async (method, does) => {
      if (away) throw new SlackFailure(method, { kind: 'away', done: 'unknown', code: 'ETIMEDOUT' });
      return does();
    });
    memory.tell(one, [post('root', 'root')]);
    await start();
    for (let n = 0; n < 40; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      memory.tell(one, [post('root', 'root'), post('host/a', `a ${n}`)], n === 39);
    }
    expect(slack.messages).toEqual([]);
    away = false;
    await expect.poll(() => memory.isClosed(one)).toBe(true);
    expect(slack.messages.map(({ text }) => text)).toEqual([
      expect.stringContaining('root'),
      expect.stringContaining('a 39'),
    ]);
    expect(log.filter((line) => line.startsWith('messages wait'))).toHaveLength(1);
  });

  it('a message that Slack always fails at holds up no other one, and is told of once', async () => {
    let tries = 0;
    const { slack, memory, log, start } = begin(async (method, does) => {
      const sent = slack.calls.length;
      const result = does();
      const last = slack.messages.at(-1);
      if (method !== 'chat.postMessage' || slack.calls.length === sent || !last?.mark?.endsWith('ask/a/1'))
        return result;
      slack.messages.pop();
      tries += 1;
      throw new SlackFailure(method, { kind: 'away', done: 'unknown', code: 'HTTP 500' });
    });
    memory.tell(one, [post('root', 'root'), post('ask/a/1', 'a asks'), post('host/b', 'b')], true);
    await start();
    await expect.poll(() => marks(slack.messages)).toEqual(['root', 'host/b']);
    await expect.poll(() => tries).toBeGreaterThan(10);
    expect(log.filter((line) => line.startsWith('messages wait')).length).toBeLessThan(3);
    expect(memory.isClosed(one)).toBe(false);
  });

  it('never posts again before it knows what became of the first', async () => {
    let lose = true;
    let blind = true;
    const { slack, memory, start } = begin(async (method, does) => {
      if (method === 'conversations' && blind) {
        looks += 1;
        throw new SlackFailure(method, { kind: 'away', done: 'unknown', code: 'HTTP 500' });
      }
      const result = does();
      if (!lose) return result;
      lose = false;
      throw new SlackFailure(method, { kind: 'away', done: 'unknown', code: 'ECONNRESET' });
    });
    let looks = 0;
    memory.tell(one, [post('root', 'root')], true);
    await start();
    await expect.poll(() => looks).toBeGreaterThan(5);
    expect(slack.messages).toHaveLength(1);
    blind = false;
    await expect.poll(() => memory.isClosed(one)).toBe(true);
    expect(slack.messages).toHaveLength(1);
  });

  it('a thread that cannot be looked at does not hold up the others', async () => {
    const { slack, memory, log, start } = begin();
    const broken = thread('r0', 'C1');
    const unreadable: Post = {
      key: 'root',
      rank: 'root',
      get card(): never {
        throw new Error('no card');
      },
    };
    memory.tell(broken, [unreadable], true);
    memory.tell(one, [post('root', 'root')], true);
    await start();
    await expect.poll(() => memory.isClosed(one)).toBe(true);
    expect(slack.messages).toHaveLength(1);
    expect(log.join()).toContain('no card');
  });
});
