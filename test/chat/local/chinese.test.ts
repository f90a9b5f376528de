import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wrap } from '../../../src/chat/columns/columns.ts';
import { completions } from '../../../src/chat/local/complete.ts';
import { createEntry } from '../../../src/chat/local/entry.ts';
import { runExec } from '../../../src/chat/local/run-exec.ts';
import { inLanguage } from '../../../src/text/language.ts';
import { type FakeBot, startBot } from './bot.ts';
import { testTerminal } from './terminal.ts';

const chinese = <T>(run: () => T): T => inLanguage('zh-CN', run);

describe('the terminal in Chinese', () => {
  let bot: FakeBot;
  beforeEach(async () => {
    bot = await startBot();
  });
  afterEach(() => bot.stop());
  const exec = ({ terminal }: ReturnType<typeof testTerminal>, text: string) =>
    chinese(() =>
      runExec({
        socketPath: bot.socketPath,
        login: 'ann',
        patienceMs: 20_000,
        terminal,
        text,
        language: 'zh-CN',
      }),
    );
  const pipe = () => testTerminal({ interactive: false, width: 100 });

  test('says what is waited for, and how to answer', async () => {
    const buttons = [{ label: '批准', command: 'approve o5' }];
    bot.answer = () => ({
      code: 'ok',
      language: 'zh-CN',
      override: 'o5',
      card: { title: 'o5', tone: 'plain', buttons },
    });
    const terminal = pipe();
    expect(await exec(terminal, '禁用 web web-03 内核崩溃')).toBe(3);
    expect(terminal.written()).toContain(
      'o5 等待确认，请执行下列命令之一：\n  批准：`rollout exec "approve o5"`',
    );
  });

  test('says that no bot is there', async () => {
    await bot.stop();
    const terminal = pipe();
    expect(await exec(terminal, '状态')).toBe(69);
    expect(terminal.written()).toContain(`机器人没有在此运行（${bot.socketPath} 无应答）`);
  });

  test('what intake throws is answered in the terminal’s language', async () => {
    bot.answer = () => {
      throw new Error('kaput');
    };
    const terminal = pipe();
    expect(await exec(terminal, '状态')).toBe(5);
    expect(terminal.written()).toContain('操作没有成功：kaput');
  });
});

test.each([
  ['是', { command: 'abort r1' }],
  ['yes', { command: 'abort r1' }],
  ['否', { open: false, card: { title: '没有发送。' } }],
])('what a button asks is answered with %s', (line, typed) => {
  chinese(() => {
    const entry = createEntry();
    const buttons = [{ label: '中止', command: 'abort r1', confirm: '中止 r1？' }];
    expect(entry.read('中止', buttons)).toMatchObject({
      card: { lines: [{ text: '输入“是”则发送“abort r1”，其他输入则不发送。' }] },
    });
    expect(entry.read(line, buttons)).toMatchObject(typed);
  });
});

test('Chinese verbs and options are completed for who types or reads Chinese', () => {
  const seen = { ids: ['r12'], labels: [] };
  expect(completions('回', seen)).toEqual([['回滚 ', '回退 '], '回']);
  expect(completions('暂停 r', seen)).toEqual([['r12'], 'r']);
  expect(completions('发布 web v2 --批', seen)).toEqual([['--批次 '], '--批']);
  expect(completions('help 锁', seen)[0]).toEqual(['锁定', '锁', '锁列表']);
  expect(completions('', seen)[0]).not.toContain('发布 ');
  expect(chinese(() => completions('', seen)[0])).toEqual(expect.arrayContaining(['发布 ', 'deploy ']));
});

describe('Chinese is wrapped', () => {
  test('between any two characters, and joined to what stands before it', () => {
    expect(wrap('web-03 正在等待连接排空', 16)).toEqual(['web-03 正在等待', '连接排空']);
  });

  test('but not before a closing mark, and not behind an opening one', () => {
    expect(wrap('主机已经摘流，继续', 12)).toEqual(['主机已经摘', '流，继续']);
    expect(wrap('主机已摘流“web”', 12)).toEqual(['主机已摘流', '“web”']);
  });

  test('with names and numbers in one piece', () => {
    expect(wrap('共有web-03和web-04', 10)).toEqual(['共有web-03', '和web-04']);
  });
});
