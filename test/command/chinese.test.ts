import { describe, expect, test } from 'vitest';
import { formatCommand } from '../../src/command/format.ts';
import { helpCard } from '../../src/command/help.ts';
import { parseCommand } from '../../src/command/parse.ts';
import { chineseVerbNames, verbs } from '../../src/command/verbs.ts';
import { inEnglish, inLanguage } from '../../src/text/language.ts';

const minute = 60_000;
const out = { verb: 'disable', cluster: 'web', members: ['web-03'], reason: '内核崩溃' };

describe('a command in Chinese', () => {
  test.each([
    ['发布 web v1.42', 'deploy web v1.42'],
    ['部署 web v1.42 --批次 25% --金丝雀 1', 'deploy web v1.42 --batch 25% --canary 1'],
    ['发布 web v2 --主机 a、b --计划', 'deploy web v2 --hosts a,b --plan'],
    ['发布 web v2 －－主机＝a，b', 'deploy web v2 --hosts a,b'],
    ['发布 web v2 ——批次 ２５％', 'deploy web v2 --batch 25%'],
    ['回滚 r12', 'rollback r12'],
    ['重启 web', 'restart web'],
    ['批准 Ｒ１２ 4f2a', 'approve r12 4f2a'],
    ['接着做 r12 web-03', 'continue r12 web-03'],
    ['继续 r12', 'resume r12'],
    ['留在池外 r12 web-03', 'keep-out r12 web-03'],
    ['状态', 'status'],
    ['/rollout 状态 web', 'status web'],
    ['/状态　web', 'status web'],
    ['恢复 web web-03 --不核实', 'enable web web-03 --unverified'],
    ['权重 web web-03 ５０', 'weight web web-03 50'],
    ['权重 web 10。0。0。3：80 50', 'weight web 10.0.0.3:80 50'],
    ['成员 ＠web', 'members @web'],
    ['启用 web 【fe80：：1】：80', 'enable web [fe80::1]:80'],
    ['锁', 'locks'],
    ['锁定 web 2小时 数据库迁移', 'lock web for 2h 数据库迁移'],
    ['冻结 --全部 持续 1天 机房故障', 'freeze --all for 1d 机房故障'],
    ['解冻 --全部', 'unfreeze --all'],
    ['延长 o5 半小时', 'extend o5 30m'],
    ['审计 --最近 7天 --人员 alice', 'audit --since 7d --person alice'],
    ['deploy web v2 --批次 2', 'deploy web v2 --batch 2'],
  ])('%s is %s', (chinese, english) => {
    expect(parseCommand(chinese)).toHaveProperty('command');
    expect(parseCommand(chinese)).toEqual(parseCommand(english));
  });

  test.each([
    ['30分钟', 30],
    ['30 分钟', 30],
    ['３０分钟', 30],
    ['半小时', 30],
    ['半个小时', 30],
    ['2小时', 120],
    ['两小时', 120],
    ['2 个小时', 120],
    ['一个半小时', 90],
    ['1小时30分', 90],
    ['三十五分钟', 35],
    ['十二分钟', 12],
    ['二十分钟', 20],
    ['半天', 720],
    ['1天', 1440],
    ['一周', 10_080],
  ])('takes %s with and without a word before it', (text, minutes) => {
    const command = { ...out, forMs: minutes * minute };
    for (const before of ['禁用 web web-03', 'disable web web-03'])
      for (const time of [
        text,
        `持续 ${text}`,
        `持续${text}`,
        `for ${text}`,
        `--持续=${text.replace(' ', '')}`,
      ])
        expect(parseCommand(`${before} ${time} 内核崩溃`)).toEqual({ command });
  });

  test('takes an English duration behind a Chinese verb, where nobody writes “for”', () => {
    expect(parseCommand('禁用 web web-03 30m 内核崩溃')).toEqual({ command: { ...out, forMs: 30 * minute } });
    expect(parseCommand('disable web web-03 30m 内核崩溃')).toMatchObject({
      command: { reason: '30m 内核崩溃' },
    });
  });

  test.each([
    '持续高负载',
    '持续 观察',
    '30台机器 坏了',
    '“30分钟”',
    '磁盘满了，半小时后看',
    '１２：００　换盘。',
  ])('leaves a reason as it is: %s', (reason) => {
    const whole = reason.replace(/[“”]/gu, '').replace('　', ' ');
    expect(parseCommand(`禁用 web web-03 ${reason}`)).toEqual({ command: { ...out, reason: whole } });
  });

  test.each([
    ['发部 web v2', '发布 web v2'],
    ['发布web v2', '发布 web v2'],
    ['发布WEB v2', '发布 WEB v2'],
    ['web 发布 v2', '发布 web v2'],
    ['禁用 web web-03 内核崩溃 30分钟', '禁用 web web-03 30分钟 内核崩溃'],
    ['禁用 web web-03 内核崩溃 30 分钟', '禁用 web web-03 30分钟 内核崩溃'],
    ['摘列表', '摘除列表'],
    ['你', undefined],
    ['x', undefined],
  ])('%s is put right: %s', (typed, suggestion) => {
    const parsed = parseCommand(typed);
    expect('problem' in parsed && parsed.problem.suggestion).toBe(suggestion);
  });

  test('is asked for the cluster where only the time was given', () => {
    expect(parseCommand('锁定 2小时 迁移')).toMatchObject({
      problem: { text: 'lock needs a CLUSTER: lock CLUSTER [--steal] [for 2h] REASON' },
    });
  });
});

test('a Chinese verb is one verb’s, and so is a Chinese option', () => {
  expect(new Set(chineseVerbNames).size).toBe(chineseVerbNames.length);
  const options = Object.values(verbs).flatMap(({ options }) => options.map(({ name, zh }) => [zh, name]));
  expect(new Set(options.map(([zh]) => zh)).size).toBe(new Set(options.map(([, name]) => name)).size);
});

test('a command can be written in Chinese, and is English where nobody asks', () => {
  const parsed = parseCommand('禁用 web web-03,web-04 一个半小时 内核 崩溃');
  const command = 'command' in parsed ? parsed.command : undefined;
  expect(command && formatCommand(command)).toBe('disable web web-03,web-04 for 1h30m "内核 崩溃"');
  expect(command && formatCommand(command, 'zh-CN')).toBe('禁用 web web-03,web-04 1小时30分钟 "内核 崩溃"');
});

describe('for who reads Chinese', () => {
  const chinese = <T>(run: () => T): T => inLanguage('zh-CN', run);

  test.each([
    [
      '发布 web',
      '“发布”缺少版本，用法：发布 集群 版本 [--hosts a,b] [--batch N 或 N%] [--canary N 或 N%] [--plan] [--override-freeze "原因"]',
    ],
    ['lock', '“锁定”缺少集群，用法：锁定 集群 [--steal] [2小时] 原因'],
    ['unfreeze', '“解冻”缺少集群或 --all，用法：解冻 集群|--all'],
    ['暂停 r12 r13', '“暂停”命令里多了“r13”。'],
    ['deploy web v2 --batch many', '--batch 应为数量，或不超过 100% 的百分比，如 2 或 25%；“many”都不是。'],
    ['延长 o5 30', '“30”没有单位：请写 30分钟、30小时或 30天。'],
    ['延长 o5 30天', '“30天”太长：最长 24天。'],
    ['你好', '没有“你好”这个命令。'],
  ])('what is not understood is explained in Chinese: %s', (typed, sentence) => {
    const parsed = chinese(() => parseCommand(typed));
    expect('problem' in parsed && parsed.problem.text).toBe(sentence);
  });

  test('what was said about a line is known in English', () => {
    const english = chinese(() => {
      const parsed = parseCommand('锁定');
      return 'problem' in parsed ? inEnglish(parsed.problem.text) : '';
    });
    expect(english).toBe('lock needs a CLUSTER: lock CLUSTER [--steal] [for 2h] REASON');
  });

  test('help shows the Chinese verb first, and the others', () => {
    expect(chinese(() => helpCard('disable').card)).toEqual({
      title: '禁用：摘除成员，持续一段时间，或直到重新启用',
      tone: 'plain',
      fields: [
        { name: '用法', value: '禁用 集群 成员[,…] [30分钟] 原因' },
        { name: '示例', value: '禁用 web web-03,web-04 30分钟 内核崩溃' },
        { name: '也可以写作', value: 'disable、摘除' },
      ],
    });
    expect(chinese(() => helpCard('启用').card.table)).toEqual({
      head: ['选项', '含义'],
      rows: [['--unverified（--不核实）', '即使核实不健康也恢复']],
    });
    expect(chinese(() => helpCard('回滚r12').known)).toBe(false);
    expect(chinese(() => helpCard('发部').card.buttons)).toEqual([
      { label: '帮助 发布', command: 'help deploy' },
    ]);
  });

  test('help lists every verb, with nothing left in English but what is typed', () => {
    const rows = chinese(() => helpCard().card.table?.rows ?? []);
    expect(rows.map(([usage]) => usage?.split(' ')[0])).toEqual(Object.values(verbs).map(({ zh }) => zh[0]));
    expect(rows.filter(([, summary]) => !/\p{Script=Han}/u.test(summary ?? ''))).toEqual([]);
  });

  test.each(Object.values(verbs))('the Chinese example of $verb is right and is of that verb', (spec) => {
    const example = chinese(() => helpCard(spec.verb).card.fields?.[1]?.value ?? '');
    expect(example.startsWith(spec.zh[0])).toBe(true);
    const [parsed, english] = [parseCommand(example), parseCommand(spec.example)];
    expect(parsed).toMatchObject({ command: { verb: spec.verb } });
    const { reason: _, ...same } = 'command' in english ? { reason: '', ...english.command } : { reason: '' };
    if (spec.zhExample !== undefined) expect(parsed).toMatchObject({ command: same });
    else expect(parsed).toEqual(english);
  });
});
