import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../src/report/plain.ts';
import { dateText, durationText } from '../../src/report/time.ts';

describe('plain', () => {
  test.each([
    ['\u001b[1;31mred\u001b[0m', 'red'],
    ['\u009b31mred', 'red'],
    ['\u001b]0;title\u0007text', 'text'],
    ['\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u001b(Bx\u001bcy', 'xy'],
    ['a\r\nb\tc', 'a b c'],
    ['v2\u202etxt\u2066', 'v2txt'],
    ['half \ud800 one', 'half  one'],
    ['\u001b', ''],
    ['数据库 👩‍💻 ok', '数据库 👩‍💻 ok'],
  ])('%j', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  test('leaves nothing that moves a cursor, whatever comes', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\u001b',
        '\u001b[',
        '\u001b]',
        '\u009b',
        '\u0007',
        '\u001b\\',
        'm',
        '2J',
        '\r',
        '\n',
        '\u202e',
        '\ud800',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(plain(pieces.join(''))).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
      { numRuns: 3000 },
    );
  });

  test('cuts at a length, never in the middle of a character', () => {
    expect(plain('x'.repeat(600))).toHaveLength(500);
    expect(plain('👩👩👩', 4)).toBe('👩…');
  });
});

test.each([
  [-5, '0.0 s'],
  [420, '0.4 s'],
  [9949, '9.9 s'],
  [9950, '10 s'],
  [59_600, '1 min'],
  [185_000, '3 min 5 s'],
  [7_800_000, '2 h 10 min'],
  [86_400_000 * 3 + 4 * 3_600_000, '3 d 4 h'],
])('%i ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('dates are those of the machine', () => {
  expect(dateText(new Date(2026, 0, 2, 3, 4))).toBe('2026-01-02 03:04');
});
