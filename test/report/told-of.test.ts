import { expect, test } from 'vitest';
import { toldUnderName, toldWithName } from '../../src/report/told-of.ts';
import { inLanguage } from '../../src/text/language.ts';

const deploy = 'the deploy failed with exit code 7 in command 1 of 1';
const suspect = `${deploy}; its code is suspect, so it stays out of its pools`;
const socket = "The runtime API of lb1 can't be reached: connect ENOENT /run/a.sock.";

test.each([
  [`web-03: ${deploy}`, '部署失败，退出码 7（第 1 条命令，共 1 条）'],
  [`web-03 failed at deploy: web-03: ${deploy}`, '部署失败，退出码 7（第 1 条命令，共 1 条）'],
  [`web-03: ${suspect}`, '部署失败，退出码 7（第 1 条命令，共 1 条）；新版本可能有问题，暂不恢复'],
  [`web-03: ${socket}`, '无法连接 lb1 的运行时 API：connect ENOENT /run/a.sock。'],
  ['stopped before its turn', '尚未轮到，发布已停止'],
  ['kernel panic', 'kernel panic'],
])('under its host’s name, which it does not say again: %s', (text, wanted) => {
  expect(inLanguage('zh-CN', () => toldUnderName('web-03', text))).toBe(wanted);
  expect(toldUnderName('web-03', text)).toBe(text.replace(/^(web-03( failed at deploy)?: )+/u, ''));
});

test('with its host’s name, once', () => {
  const chinese = (text: string) => inLanguage('zh-CN', () => toldWithName('web-03', text));
  expect(chinese(socket)).toBe('web-03：无法连接 lb1 的运行时 API：connect ENOENT /run/a.sock。');
  expect(chinese(`web-03: ${deploy}`)).toBe('web-03：部署失败，退出码 7（第 1 条命令，共 1 条）');
});
