import { expect, test } from 'vitest';
import { SlackFailure } from '../../../../src/chat/slack/client/trouble.ts';
import { notKnown } from '../../../../src/chat/slack/people/strangers.ts';
import { renderBlocks } from '../../../../src/chat/slack/render/blocks.ts';
import { inLanguage } from '../../../../src/text/language.ts';
import { told } from '../../../../src/text/told.ts';
import { breaches } from '../../../doubles/slack/validate-blocks.ts';

const chinese = <T>(run: () => T): T => inLanguage('zh-CN', run);

test('a card is folded, and its buttons ask, in the reader’s language', () => {
  const blocks = chinese(() =>
    renderBlocks({
      title: 'r12',
      tone: 'plain',
      table: {
        head: ['主机'],
        rows: Array.from({ length: 900 }, (_, at) => [`web-${at} ${'x'.repeat(40)}`]),
      },
      buttons: [{ label: '中止', command: 'abort r12', style: 'danger', confirm: '中止 r12？' }],
    }),
  );
  expect(breaches({ type: 'home', blocks })).toEqual([]);
  const text = JSON.stringify(blocks);
  expect(text).toMatch(/另有 \d+ 项：/u);
  expect(text).toContain('确定吗？');
  expect(text).toContain('"text":"取消"');
});

test.each([
  [
    notKnown('U7', 'ann').refused,
    '我还不认识您：请在 rollout.yml 的 `people:` 下添加 `ann: { slack: U7 }`，然后重启机器人。',
  ],
  [
    new SlackFailure('auth.test', { kind: 'refused', code: 'invalid_auth' }).message,
    'Slack 不接受机器人 token（chat.slack.botToken，以 `xoxb-` 开头）：invalid_auth',
  ],
  [
    new SlackFailure('chat.update', { kind: 'away', done: 'unknown', code: 'no answer of Slack' }).message,
    'Slack 没有响应 chat.update（不是 Slack 的响应）',
  ],
])('what is kept is told: %s', (kept, shown) => {
  expect(chinese(() => told(kept))).toBe(shown);
});
