import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTyped } from '../../../../src/chat/dingtalk/receive/typed.ts';
import { parseCommand } from '../../../../src/command/parse.ts';

describe('what was typed', () => {
  it.each([
    [' deploy web v2', 'deploy web v2'],
    ['@rollout deploy web v2', 'deploy web v2'],
    ['＠机器人　deploy　web　v2。', 'deploy web v2'],
    ['@rollout\u2005status', 'status'],
    ['ｄｅｐｌｏｙ ｗｅｂ ｖ２', 'deploy web v2'],
    ['deploy\u00a0web\nv2！', 'deploy web v2'],
    ['`deploy web v2`', 'deploy web v2'],
    ['／rollout status', '/rollout status'],
    ['', ''],
    ['@rollout', ''],
  ])('%j is %j', (text, typed) => {
    expect(asTyped(text)).toBe(typed);
  });

  it('is the same command, however an input method writes it', () => {
    const plain = parseCommand('deploy web v2 --hosts web-01,web-02 --batch 1');
    for (const text of [
      '＠bot deploy web v2 －－hosts web-01，web-02 －－batch=1。',
      'deploy web “v2” —hosts web-01、web-02 --batch=1！',
      'deploy web v2 --hosts web-01， web-02 --batch １',
    ])
      expect(parseCommand(asTyped(text)), text).toEqual(plain);
  });

  it('keeps a reason as it is, but for its end', () => {
    expect(asTyped('disable web web-03 for 30m 内核崩溃，重启（三次）。')).toBe(
      'disable web web-03 for 30m 内核崩溃，重启（三次）',
    );
  });

  it('never throws and never grows, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(asTyped(text).length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
