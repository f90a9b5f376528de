import type { types } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../../../src/chat/slack/render/message.ts';
import type { Card } from '../../../../src/model/card.ts';
import { logsCard } from '../../../../src/report/answer-cards.ts';
import { rolloutCard } from '../../../../src/report/rollout-card.ts';
import { midway, now, rollout } from '../../../report/sample.ts';
import { asText } from './as-text.ts';

const question = {
  host: 'web-03',
  text: 'deploy exited 1',
  answers: ['retry', 'skip', 'rollback', 'abort'] as const,
};
const card = (more: Partial<Card>): Card => ({ title: 'r12 deploy web', tone: 'plain', ...more });
const shown = (more: Partial<Card>) => asText(renderMessage(card(more)).blocks);
const buttonsOf = (blocks: readonly types.KnownBlock[]) =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));

describe('golden', () => {
  test('a plan', () => {
    const planned = rolloutCard({ ...rollout, state: 'awaiting-approval', approvers: [] }, [], { now });
    expect(`\n${asText(renderMessage(planned).blocks)}\n`).toBe(`
**! r12 deploy web v1 → v2 · awaiting approval**
(plan 5 hosts in 3 batches | by alice)
\`\`\`
batch    host    release  member   now
canary   web-01  v1 → v2  lb1/web  weight 100, ready
batch 1  web-02  v1 → v2  lb1/web  weight 50, ready
         web-03  v1 → v2  lb1/web  weight 10, ready
batch 2  web-04  v1 → v2  lb1/web  weight 1, ready
         web-05  v1 → v2  lb1/web  weight 256, ready
\`\`\`
**lb1/web**  never fewer than 3 of 5 in service (at least 3 wanted)
! web-04 is in maint and stays so
[Approve] [Reject]
`);
  });

  test('in the middle, with a question and somebody to tell', () => {
    const asking = rolloutCard({ ...rollout, state: 'waiting' }, midway, { now, question });
    const message = renderMessage(asking, { mention: '<@U1> <!subteam^S1>' });
    expect(`\n${asText(message.blocks)}\n`).toBe(`
**! r12 deploy web v1 → v2 · waiting for an answer**
━━━━━━━─────────────  37%
<@U1> <!subteam^S1>
(batch 2 of 3 | elapsed 1 min 12 s | by alice | approved by bob)
! web-03: deploy exited 1
\`\`\`
✓ web-01  done, on v2, out 4.2 s
· web-02  deploying v2 (attempt 2)
! web-03  needs an answer
· web-04  to come
· web-05  to come
\`\`\`
[Retry] [Skip] [Roll back] [Abort]
`);
    expect(message.text).toBe(`<@U1> <!subteam^S1> ! r12 deploy web v1 → v2 · waiting for an answer
! web-03: deploy exited 1
✓ web-01 done, on v2, out 4.2 s
web-02 deploying v2 (attempt 2)
! web-03 needs an answer
web-04 to come
web-05 to come`);
  });
});

describe('what is too much', () => {
  const hosts = (n: number) =>
    Array.from({ length: n }, (_, at) => ({ label: `web-${at}`, text: 'done, on v2, out 4.2 s' }));

  test('lines fold, and tell where the rest is', () => {
    expect(shown({ lines: hosts(2000) })).toMatch(/web-100 +done[^`]*```\nand 1\d\d\d more: `status r12`$/u);
  });

  test('rows fold, beside the lines that matter more', () => {
    const rows = hosts(900).map(({ label, text }) => [label, text]);
    const text = shown({ table: { head: ['host', 'what'], rows }, lines: [{ text: 'never under 3' }] });
    expect(text).toMatch(/web-50 +done[^`]*```\nand \d\d\d more: `status r12`\nnever under 3$/u);
  });

  test('a card of no rollout only says how many', () => {
    expect(shown({ title: 'web', lines: hosts(2000) })).toMatch(/\nand \d+ more$/u);
  });

  test('texts are cut', () => {
    expect(shown({ title: '字'.repeat(5000) })).toMatch(/^\*\*● 字+…\*\*$/u);
  });

  test('fields over ten are counted', () => {
    const fields = Array.from({ length: 14 }, (_, at) => ({ name: `n${at}`, value: 'v' }));
    expect(shown({ fields })).toContain('| n8 v | and 5 more)');
  });
});

describe('buttons', () => {
  test('are commands', () => {
    const { blocks } = renderMessage(
      card({
        buttons: [
          { label: 'Retry', command: 'retry r12 web-03', style: 'primary' },
          { label: 'Abort', command: 'abort r12', style: 'danger', confirm: 'Stop before the next change?' },
        ],
      }),
    );
    expect(buttonsOf(blocks)).toEqual([
      {
        type: 'button',
        action_id: 'command:0',
        text: { type: 'plain_text', text: 'Retry', emoji: false },
        value: 'retry r12 web-03',
        style: 'primary',
      },
      {
        type: 'button',
        action_id: 'command:1',
        text: { type: 'plain_text', text: 'Abort', emoji: false },
        value: 'abort r12',
        style: 'danger',
        confirm: {
          title: { type: 'plain_text', text: 'Are you sure?', emoji: false },
          text: { type: 'plain_text', text: 'Stop before the next change?', emoji: false },
          confirm: { type: 'plain_text', text: 'Abort', emoji: false },
          deny: { type: 'plain_text', text: 'Cancel', emoji: false },
          style: 'danger',
        },
      },
    ]);
  });

  test('one whose command is too long for Slack is named instead', () => {
    const long = `lock web ${'x'.repeat(2000)}`;
    const text = shown({
      buttons: [
        { label: 'Lock', command: long },
        { label: 'Help', command: 'help' },
      ],
    });
    expect(text).toMatch(/^To be typed: `lock web x+…`\n\[Help\]$/mu);
  });

  test('of many, those that end something stay', () => {
    const retries = Array.from({ length: 40 }, (_, at) => ({
      label: `Retry ${at}`,
      command: `retry r12 ${at}`,
    }));
    const text = shown({ buttons: [...retries, { label: 'Abort', command: 'abort r12', style: 'danger' }] });
    expect(text).toContain('[Retry 0] [Retry 1]');
    expect(text).toMatch(/\[Abort\]$/u);
    expect(text).toMatch(/^To be typed: `retry r12 \d+`, `retry r12 \d+`, `retry r12 \d+` and \d+ more$/mu);
  });
});

describe('the hash', () => {
  const base = card({ lines: [{ text: 'one' }] });
  test('is the same for the same card, whoever is told', () => {
    expect(renderMessage(base, { mention: '<@U1>' }).hash).toBe(renderMessage({ ...base }).hash);
  });
  test('differs with anything that is shown', () => {
    const others: Partial<Card>[] = [
      { title: 'r13' },
      { tone: 'bad' },
      { progress: 0.5 },
      { lines: [{ text: 'two' }] },
      { buttons: [{ label: 'a', command: 'b' }] },
      { fields: [{ name: 'by', value: 'me' }] },
    ];
    const hashes = [base, ...others.map((other) => ({ ...base, ...other }))].map(
      (each) => renderMessage(each).hash,
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

test('commands in our sentences stand out; what a host printed keeps its columns', () => {
  expect(
    shown({
      title: 'locked: `unlock web`',
      lines: [{ text: 'see `locks`' }, { label: '│', text: '`id`  1' }],
    }),
  ).toBe('**● locked: ****`unlock web`**\nsee `locks`\n```\n│  `id`  1\n```');
});

test('only people and user groups are mentioned, whatever the mention holds', () => {
  const { text, blocks } = renderMessage(card({}), { mention: '<@U1> <!channel> hey <@W2>' });
  expect(text).toBe('<@U1> <@W2> ● r12 deploy web');
  expect(asText(blocks)).toBe('**● r12 deploy web**\n<@U1> <@W2>');
});

test('nothing that a host prints is formatted in the text beside the blocks', () => {
  const { text } = renderMessage(card({ lines: [{ text: '<!channel> *b* `c` :fire: a_b' }] }));
  expect(text).toBe('● r12 deploy web\n&lt;!channel&gt; ∗b∗ ˋcˋ :\u200bfire: a_b');
});

test('what a host printed last is what there is room for: it tells why it failed', () => {
  const lines = Array.from({ length: 200 }, (_, n) => ({
    host: 'web-01',
    text: `line ${n} ${'.'.repeat(90)}`,
  }));
  const text = asText(renderMessage(logsCard({ rollout: 'r1', lines })).blocks);
  expect(text).toMatch(/the last ones, \d+ more before them:/);
  expect(text).toContain('line 199');
  expect(text).not.toContain('line 0 ');
});
