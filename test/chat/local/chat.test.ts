import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { completions } from '../../../src/chat/local/complete.ts';
import { press } from '../../../src/chat/local/labels.ts';
import { runChat } from '../../../src/chat/local/run-chat.ts';
import type { Card } from '../../../src/model/card.ts';
import { afterCrashVerbs } from '../../../src/model/rollout.ts';
import { rolloutButtons } from '../../../src/report/rollout-buttons.ts';
import { rollout } from '../../report/sample.ts';
import { type FakeBot, startBot } from './bot.ts';
import { testTerminal, until } from './terminal.ts';

let bot: FakeBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.stop());

const card = (id: string, text: string, buttons: Card['buttons'] = []): Card => ({
  title: `${id} deploy ${text}`,
  tone: 'plain',
  progress: 0.25,
  lines: [{ label: `${id}-host`, text }],
  buttons,
});
const asked = { host: 'web-01', text: 'web-01 was at deploy when the bot ended', answers: afterCrashVerbs };
const chat = (tty: ReturnType<typeof testTerminal>) =>
  runChat({ socketPath: bot.socketPath, login: 'ann', terminal: tty.terminal, patienceMs: 20_000 });
const texts = () => bot.requests.map(({ text }) => text);

describe('at a prompt', () => {
  test('what is being typed survives whatever is drawn above it', async () => {
    bot.answer = ({ text }) =>
      text.startsWith('deploy')
        ? { code: 'ok', card: card('r1', 'begun'), rollout: 'r1' }
        : { code: 'ok', card: { title: `heard ${text}`, tone: 'good' } };
    const tty = testTerminal({ width: 40 });
    const code = chat(tty);
    await tty.sees('rollout>');
    tty.type('deploy web v2\r');
    bot.tell('r1', 'running', { card: card('r1', 'draining') });
    await tty.sees('r1-host  draining');
    tty.type('lock web 数据库 a long reason that wraps twice over forty columns, surely');
    await tty.sees(/sure\nly$/);
    for (const step of ['deploying', 'verifying', 'restoring']) {
      bot.tell('r1', 'running', { card: card('r1', step) });
      await tty.sees(`r1-host  ${step}`);
    }
    expect(tty.screen.text()).not.toContain('draining');
    tty.type('\u007f'.repeat(', surely'.length));
    tty.type('\r');
    await tty.sees('heard lock web');
    expect(texts()).toEqual([
      'deploy web v2',
      'lock web 数据库 a long reason that wraps twice over forty columns',
    ]);
    bot.tell('r1', 'succeeded', { card: { title: 'r1 · succeeded', tone: 'good' } });
    await tty.sees('✓ r1 · succeeded');
    tty.type('\u0004');
    expect(await code).toBe(0);
    const heard = tty.screen.text().replaceAll(/\n */g, ' ');
    expect(heard).toContain('rollout> deploy web v2 ● r1 deploy begun');
    expect(tty.screen.text()).not.toContain('restoring');
    expect(tty.screen.text().match(/rollout> deploy web v2/g)).toHaveLength(1);
  });

  test('several rollouts at once, each in short, and answered by label', async () => {
    const question = (id: string) => [{ label: 'Retry', command: `retry ${id} ${id}-host` }];
    bot.answer = ({ text }) => {
      const id = text.startsWith('status') ? text.slice(7) : undefined;
      return { code: 'ok', card: card(id ?? 'x', text), ...(id && { rollout: id }) };
    };
    const tty = testTerminal({ height: 40 });
    const code = chat(tty);
    await tty.sees('rollout>');
    for (const id of ['r1', 'r2']) {
      bot.tell(id, 'waiting', { card: card(id, 'ill', question(id)), question: `${id} is ill` });
      tty.type(`status ${id}\r`);
      await tty.sees(`● ${id} deploy ill`);
    }
    tty.type('retry\r');
    await tty.sees('That could be: retry r1 r1-host · retry r2 r2-host');
    bot.tell('r1', 'running', { card: card('r1', 'better') });
    await tty.sees('r1 deploy better');
    tty.type('ret\r');
    await until(() => texts().includes('retry r2 r2-host'));
    tty.type('\u0003');
    expect(await code).toBe(0);
    expect(tty.screen.text()).toContain('r1 goes on without you');
  });

  test('a question after a crash is answered by its labels, and what ends a job is asked about once', async () => {
    const question = rolloutButtons({ ...rollout, id: 'r1' }, [], [asked]);
    bot.answer = ({ text }) => ({ code: 'ok', card: card('r1', text), rollout: 'r1' });
    const tty = testTerminal({ height: 40, width: 120 });
    const code = chat(tty);
    await tty.sees('rollout>');
    bot.tell('r1', 'waiting', { card: card('r1', 'asks', question), question: asked.text });
    tty.type('status r1\r');
    await tty.sees('Continue / Verify and restore / Keep out / Abort ?');
    tty.type('verify\r');
    await tty.sees('End what still runs on web-01, verify it and give it back?');
    tty.type('no\r');
    await tty.sees('It was not sent.');
    tty.type('keep\r');
    await until(() => texts().includes('keep-out r1 web-01'));
    expect(texts()).toEqual(['status r1', 'keep-out r1 web-01']);
    tty.type('\u0003');
    expect(await code).toBe(0);
  });

  test('Tab completes what is clear, and names what is not', async () => {
    const tty = testTerminal();
    const code = chat(tty);
    await tty.sees('rollout>');
    tty.type('dep\t');
    await tty.sees('rollout> deploy');
    tty.type('web v2 --b\t');
    await tty.sees('rollout> deploy web v2 --batch');
    tty.type('\u0015');
    tty.type('re\t');
    await tty.sees(/restart {2,}reject|reject/);
    tty.type('\u0015sta');
    tty.type('\t');
    await tty.sees('rollout> status');
    tty.type('\r');
    await until(() => texts().length === 1);
    expect(texts()).toEqual(['status ']);
    tty.type('\u001b[A');
    await tty.sees(/rollout> status.*\nrollout> status$|● status.*\nrollout> status$/);
    tty.type('\u0003');
    expect(await code).toBe(0);
  });

  test('a button that asks before it acts is asked about once; a typed command is not', async () => {
    const buttons = [{ label: 'Abort', command: 'abort r1', confirm: 'Stop r1 for good?' }];
    bot.answer = ({ text }) => ({ code: 'ok', card: { title: `heard ${text}`, tone: 'plain', buttons } });
    const tty = testTerminal();
    const code = chat(tty);
    await tty.sees('rollout>');
    tty.type('status\r');
    await tty.sees('[Abort]');
    tty.type('abo\r');
    await tty.sees('! Stop r1 for good?');
    await tty.sees('yes sends “abort r1”, anything else does not.');
    tty.type('no\r');
    await tty.sees('It was not sent.');
    tty.type('abort\r');
    await until(() => tty.screen.text().split('Stop r1 for good?').length === 3);
    tty.type('locks\r');
    await tty.sees('heard locks');
    tty.type('yes\r');
    await tty.sees('heard yes');
    tty.type('Abort\r');
    await until(() => tty.screen.text().split('Stop r1 for good?').length === 4);
    tty.type('Yes\r');
    await tty.sees('heard abort r1');
    tty.type('abort r2\r');
    await tty.sees('heard abort r2');
    tty.type('\u0004');
    expect(await code).toBe(0);
    expect(texts()).toEqual(['status', 'locks', 'yes', 'abort r1', 'abort r2']);
  });

  test("an override's id is completed, once it was answered with", async () => {
    bot.answer = ({ text }) => ({
      code: 'ok',
      card: { title: `heard ${text}`, tone: 'plain' },
      override: 'o5',
    });
    const tty = testTerminal();
    const code = chat(tty);
    await tty.sees('rollout>');
    tty.type('disable web web-03 panic\r');
    await tty.sees('heard disable');
    tty.type('extend \t');
    await tty.sees('rollout> extend o5');
    tty.type('\u0003');
    expect(await code).toBe(0);
  });

  test('a did-you-mean is taken by typing its beginning', async () => {
    bot.answer = ({ text }) =>
      text === 'depoly web v2'
        ? {
            code: 'wrong',
            card: {
              title: 'no such',
              tone: 'warning',
              buttons: [{ label: 'deploy web v2', command: 'deploy web v2' }],
            },
          }
        : { code: 'ok', card: { title: `heard ${text}`, tone: 'good' } };
    const tty = testTerminal();
    const code = chat(tty);
    await tty.sees('rollout>');
    tty.type('depoly web v2\r');
    await tty.sees('[deploy web v2]');
    tty.type('d\r');
    await tty.sees('heard deploy web v2');
    tty.type('\u0004');
    expect(await code).toBe(0);
  });

  test('a bot that goes away and comes back is said, and the prompt stays', async () => {
    const tty = testTerminal();
    const code = chat(tty);
    await tty.sees('rollout>');
    bot.answer = ({ text }) => ({ code: 'ok', card: card('r1', text), rollout: 'r1' });
    bot.tell('r1', 'running', { card: card('r1', 'draining') });
    tty.type('status r1\r');
    await tty.sees('r1-host  draining');
    await bot.kill();
    await tty.sees('The bot went away');
    await bot.start();
    await tty.sees('The bot is back');
    bot.tell('r1', 'succeeded', { card: { title: 'r1 · succeeded', tone: 'good' } });
    await tty.sees('✓ r1 · succeeded');
    tty.type('\u0004');
    expect(await code).toBe(0);
  });

  test('a region higher than the screen keeps its head and its buttons', async () => {
    const lines = Array.from({ length: 40 }, (_, n) => ({ label: `h${n}`, text: 'to come' }));
    const tall = { ...card('r1', 'x', [{ label: 'Pause', command: 'pause r1' }]), lines };
    bot.answer = () => ({ code: 'ok', card: { title: 'ok', tone: 'good' }, rollout: 'r1' });
    const tty = testTerminal({ height: 12 });
    const code = chat(tty);
    await tty.sees('rollout>');
    for (const n of [1, 2, 3]) bot.tell('r1', 'running', { card: { ...tall, title: `drawn ${n}` } });
    tty.type('status r1\r');
    await tty.sees('drawn 3');
    await tty.sees('[Pause]');
    expect(tty.screen.text()).not.toContain('drawn 2');
    expect(tty.screen.text()).toMatch(/… 34 more lines\n {2}\[Pause\]\n/);
    tty.type('\u0004');
    expect(await code).toBe(0);
  });
});

describe('in a pipe', () => {
  test('line by line, labels too; the exit code tells what did not go well', async () => {
    bot.answer = ({ text }) => {
      if (text === 'nonsense') return { code: 'wrong', card: { title: 'what?', tone: 'warning' } };
      const buttons = [{ label: 'Approve', command: 'approve r1' }];
      return {
        code: 'ok',
        card: { title: `heard ${text}`, tone: 'plain', ...(text === 'deploy web v2' && { buttons }) },
      };
    };
    const tty = testTerminal({ interactive: false });
    tty.type('deploy web v2\n\nApprove\r\nnonsense\nlocks\n');
    tty.end();
    expect(await chat(tty)).toBe(2);
    expect(texts()).toEqual(['deploy web v2', 'approve r1', 'nonsense', 'locks']);
    expect(tty.written()).toBe(
      '● heard deploy web v2\n  [Approve]\n● heard approve r1\n! what?\n● heard locks\n',
    );
  });

  test.each([
    ['Abort\nyes\n', ['status', 'abort r1'], 0],
    ['Abort\nno\n', ['status'], 0],
    ['Abort\n', ['status'], 3],
  ])('a label that asks before it acts: %j', async (typed, sent, exit) => {
    const buttons = [{ label: 'Abort', command: 'abort r1', confirm: 'Stop r1 for good?' }];
    bot.answer = ({ text }) => ({ code: 'ok', card: { title: `heard ${text}`, tone: 'plain', buttons } });
    const tty = testTerminal({ interactive: false });
    tty.type(`status\n${typed}`);
    tty.end();
    expect(await chat(tty)).toBe(exit);
    expect(texts()).toEqual(sent);
    expect(tty.written()).toContain('! Stop r1 for good?');
  });

  test('no bot: 69', async () => {
    const tty = testTerminal({ interactive: false });
    expect(
      await runChat({ socketPath: `${bot.socketPath}.none`, login: 'ann', terminal: tty.terminal }),
    ).toBe(69);
  });
});

describe('labels', () => {
  const buttons = [
    { label: 'Approve', command: 'approve r1' },
    { label: 'Abort', command: 'abort r1', confirm: 'Sure?' },
    { label: 'Retry', command: 'retry r1 a' },
    { label: 'Retry', command: 'retry r1 b' },
  ];
  test.each([
    ['approve', { command: 'approve r1' }],
    [' AB ', { command: 'abort r1', confirm: 'Sure?' }],
    ['a', { several: ['approve r1', 'abort r1'] }],
    ['retry', { several: ['retry r1 a', 'retry r1 b'] }],
    ['x', undefined],
    ['', undefined],
  ])('%j', (typed, expected) => {
    expect(press(typed, buttons)).toEqual(expected);
  });
});

describe('completion', () => {
  const seen = { ids: ['r1', 'r12', 'o5'], labels: ['Approve'] };
  test.each([
    ['dep', ['deploy '], 'dep'],
    ['app', ['approve ', 'Approve'], 'app'],
    ['help st', ['status'], 'st'],
    ['pause r', ['r1', 'r12'], 'r'],
    ['extend o', ['o5'], 'o'],
    ['enable web web-03 --u', ['--unverified '], '--u'],
    ['freeze --', ['--all '], '--'],
    ['deploy r', [], 'r'],
    ['deploy web v2 --c', ['--canary '], '--c'],
    ['frob x', [], 'x'],
  ])('%j', (before, expected, replaced) => {
    expect(completions(before, seen)).toEqual([expected, replaced]);
  });
});
