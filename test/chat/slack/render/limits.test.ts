import type { types } from '@slack/bolt';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMessage } from '../../../../src/chat/slack/render/message.ts';
import type { Button, Card, CardLine, Tone } from '../../../../src/model/card.ts';
import { breaches } from '../../../doubles/slack/validate-blocks.ts';

/** What hosts, people and balancers can make us show. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    ' ',
    '<!channel>',
    '<@U1>',
    '&lt;!here&gt;',
    '```',
    '*_~`:fire:',
    '\u202egnp.exe',
    '\u0000',
    '\ud800',
    '👩‍👩‍👧‍👦',
    '字',
    'https://evil.example/',
  ),
  fc
    .tuple(
      fc.constantFrom('&', '<', '字', '"', '👩‍👩‍👧', 'a b ', '<!channel>', '\n'),
      fc.integer({ min: 1, max: 4000 }),
    )
    .map(([unit, n]) => unit.repeat(n)),
);
const many = <T>(of: fc.Arbitrary<T>, maxLength: number) =>
  fc.oneof(
    fc.array(of, { maxLength: 12 }),
    fc
      .tuple(of, fc.integer({ min: 0, max: maxLength }))
      .map(([one, n]) => Array.from({ length: n }, () => one)),
  );
const tone = fc.constantFrom<Tone[]>('plain', 'good', 'warning', 'bad');
const line: fc.Arbitrary<CardLine> = fc.record(
  { text: nasty, label: nasty, tone },
  { requiredKeys: ['text'] },
);
const button: fc.Arbitrary<Button> = fc.record(
  {
    label: nasty,
    command: nasty,
    confirm: nasty,
    style: fc.constantFrom('primary' as const, 'danger' as const),
  },
  { requiredKeys: ['label', 'command'] },
);
const card: fc.Arbitrary<Card> = fc.record(
  {
    title: nasty,
    tone,
    fields: many(fc.record({ name: nasty, value: nasty }), 40),
    lines: many(line, 600),
    table: fc.record({ head: many(nasty, 30), rows: many(many(nasty, 20), 300) }),
    progress: fc.double({ min: 0, max: 1, noNaN: true }),
    buttons: many(button, 100),
  },
  { requiredKeys: ['title', 'tone'] },
);
const mention = fc.constantFrom(
  '',
  '<@U1>',
  '<@U1> <!subteam^S1>',
  Array.from({ length: 400 }, (_, n) => `<@U${n}>`).join(' '),
  '<!channel>',
);

test('whatever a card holds, Slack accepts the message, and it mentions nobody by itself', () => {
  fc.assert(
    fc.property(card, mention, (given, told) => {
      const { text, blocks, hash } = renderMessage(given, { mention: told });
      expect(breaches({ text, blocks })).toEqual([]);
      expect(JSON.stringify(blocks).length).toBeLessThan(12_000);
      expect(
        valuesOf(blocks).filter((value) => !given.buttons?.some(({ command }) => command === value)),
      ).toEqual([]);
      expect(text.trim()).not.toBe('');
      expect(text.length).toBeLessThan(4000);
      expect(hash).toMatch(/^[0-9a-f]{32}$/u);
      const mrkdwn = [text, ...mrkdwnOf(blocks)].map((each) => each.replace(/<(@U\d+|!subteam\^S1)>/gu, ''));
      expect(mrkdwn.join('')).not.toMatch(/[<>]/u);
      const plain = textObjects(blocks).flatMap((each) => (each.type === 'plain_text' ? [each.text] : []));
      expect(plain.join('\n')).not.toMatch(/<[!@#]/u);
      expect(count([text], /<@U/gu)).toBeLessThanOrEqual(count([told], /<@U/gu));
      expect(renderMessage(given).hash).toBe(hash);
    }),
    { numRuns: 60 },
  );
});

const count = (texts: readonly string[], what: RegExp): number => texts.join('').match(what)?.length ?? 0;

const valuesOf = (blocks: readonly types.KnownBlock[]): (string | undefined)[] =>
  blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .map((each) => (each.type === 'button' ? each.value : 'no button'));

const mrkdwnOf = (blocks: readonly types.KnownBlock[]): string[] =>
  textObjects(blocks).flatMap(({ type, text }) => (type === 'mrkdwn' ? [text] : []));

/** Every object in the blocks that has a type and a text. */
function textObjects(value: unknown): { type: string; text: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(textObjects);
  const isText =
    'type' in value && 'text' in value && typeof value.type === 'string' && typeof value.text === 'string';
  return isText ? [{ type: String(value.type), text: String(value.text) }, ...inner] : inner;
}
