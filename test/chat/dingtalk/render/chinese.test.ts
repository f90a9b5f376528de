import { expect, test } from 'vitest';
import { renderMessage } from '../../../../src/chat/dingtalk/render/message.ts';
import type { Card } from '../../../../src/model/card.ts';
import { inLanguage } from '../../../../src/text/language.ts';

const textOf = (card: Partial<Card>): string =>
  inLanguage('zh-CN', () => renderMessage({ title: 'r12 发布 web', tone: 'plain', ...card }).text);
const many = Array.from({ length: 400 }, (_, n) => ({ label: `web-${n}`, text: '正在摘流'.repeat(5) }));

test('what has no room is told of in Chinese', () => {
  expect(textOf({ lines: many })).toMatch(/\n\n另有 \d+ 项：\*\*status r12\*\*$/u);
  expect(textOf({ title: '状态', lines: many })).toMatch(/\n\n另有 \d+ 项$/u);
  expect(textOf({ lines: many, keeps: 'last' })).toMatch(/\n\n最后的部分，前面还有 \d+ 项：\n\n/u);
});

test('what has no button is to be typed', () => {
  const buttons = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((label) => ({ label, command: `status ${label}` }));
  expect(textOf({ buttons })).toMatch(/\n\n可手工输入：\*\*status f\*\*、\*\*status g\*\*$/u);
});
