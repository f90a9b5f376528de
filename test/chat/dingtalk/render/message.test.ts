import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templateOf } from '../../../../src/chat/dingtalk/client/message-template.ts';
import { cardParams } from '../../../../src/chat/dingtalk/render/card-params.ts';
import { renderMessage } from '../../../../src/chat/dingtalk/render/message.ts';
import type { Card } from '../../../../src/model/card.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.constantFrom(
    '[Approve](dtmd://dingtalkclient/sendMessage?content=abort%20r1)',
    '\\"'.repeat(300),
    '内核'.repeat(300),
  ),
);
const line = fc.record({ label: fc.option(text, { nil: undefined }), text }, { requiredKeys: ['text'] });
const button = fc.record({ label: text, command: text });
const anyCard: fc.Arbitrary<Card> = fc
  .record({
    title: text,
    tone: fc.constantFrom('plain' as const, 'good' as const, 'warning' as const, 'bad' as const),
    lines: fc.array(line, { maxLength: 120 }),
    fields: fc.array(fc.record({ name: text, value: text }), { maxLength: 8 }),
    buttons: fc.array(button, { maxLength: 12 }),
    rows: fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { maxLength: 40 }),
  })
  .map(({ rows, lines, ...card }) => ({
    ...card,
    lines: lines.map(({ label, text: said }) => ({ text: said, ...(label !== undefined && { label }) })),
    ...(rows.length > 0 && { table: { head: ['a', 'b'], rows } }),
  }));

describe('whatever a card holds', () => {
  it('its message is one that DingTalk takes, and nothing in it is a link', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const message = renderMessage(card);
        const { msgKey, msgParam } = templateOf(message);
        expect(msgKey).toMatch(/^sample(Markdown|ActionCard[2-5]?)$/);
        expect(Buffer.byteLength(msgParam, 'utf8')).toBeLessThanOrEqual(15_000);
        expect(message.title.trim()).not.toBe('');
        expect(message.text).not.toMatch(/\]\(|dtmd:\/\/|<[a-z]/iu);
        for (const { url } of message.buttons)
          expect(url).toMatch(/^dtmd:\/\/dingtalkclient\/sendMessage\?content=/);
      }),
      { numRuns: 150 },
    );
  });

  it('its template has all variables, as texts, and is not too large', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const params = cardParams(card);
        expect(Object.keys(params)).toHaveLength(18);
        for (const value of Object.values(params)) expect(typeof value).toBe('string');
        expect(Buffer.byteLength(JSON.stringify(params), 'utf8')).toBeLessThan(20_000);
      }),
      { numRuns: 150 },
    );
  });
});

const card = (more: Partial<Card>): Card => ({ title: 'r1 deploy web', tone: 'plain', ...more });

describe('a message', () => {
  it('shows commands between backticks bold, and all else as it is', () => {
    const said = renderMessage(card({ lines: [{ text: 'type `status r1`, not *this* [or](that)' }] })).text;
    expect(said).toContain('**status r1**');
    expect(said).toContain('∗this∗');
    expect(said).toContain('［or］(that)');
  });

  it('keeps what ends something where there are more buttons than places; the others can be typed', () => {
    const buttons = ['a', 'b', 'c', 'd', 'e'].map((label) => ({ label, command: `retry r1 ${label}` }));
    const abort = { label: 'Abort', command: 'abort r1', style: 'danger' as const };
    const message = renderMessage(card({ buttons: [...buttons, abort] }));
    expect(message.buttons.map(({ title }) => title)).toEqual(['a', 'b', 'c', 'd', 'Abort']);
    expect(message.text).toContain('To be typed: **retry r1 e**');
  });

  it('folds the lines that have no room, and says how they are read', () => {
    const lines = Array.from({ length: 300 }, (_, n) => ({ label: `web-${n}`, text: 'x'.repeat(100) }));
    const { text: said } = renderMessage(card({ lines }));
    expect(said).toMatch(/and \d+ more: \*\*status r1\*\*/);
    const last = renderMessage(card({ lines, keeps: 'last' })).text;
    expect(last).toContain('web-299');
    expect(last).toMatch(/the last ones, \d+ more before them/);
  });
});
