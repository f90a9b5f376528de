import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineReader } from '../../src/deployer/job/lines.ts';
import { maskOf } from '../../src/deployer/job/mask.ts';
import type { OutputLine } from '../../src/model/deploy.ts';
import { Secret } from '../../src/model/secret.ts';

const mark = 'rollout-job-mark';
const noMask = maskOf([]);

function read(bytes: Buffer, cuts: readonly number[], mask = noMask, from = 1) {
  const lines: OutputLine[] = [];
  const reader = createLineReader({ from, mark, mask, onLine: (line) => lines.push(line) });
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [n, place] of places.entries()) reader.push(bytes.subarray(place, places[n + 1]));
  return { lines, end: reader.end, next: reader.next };
}

describe('output as lines', () => {
  test('is the same however it arrives in pieces', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '\n\n', 'a', '準備', ' ', mark),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat()), (pieces, cuts) => {
        const output = pieces.join('').replaceAll(`${mark} `, '');
        const bytes = Buffer.from(`${output}\n${mark} end 0 0 -\nlater\n`);
        const whole = read(bytes, []);
        expect(read(bytes, cuts)).toEqual(whole);
        const expected = output === '' ? [] : output.replace(/\n$/, '').split('\n');
        const clean = (text: string) =>
          Buffer.from(text).toString().replace(/\r$/, '').replaceAll('\0', '\uFFFD');
        expect(whole.lines.map((line) => line.text)).toEqual(expected.map(clean));
        expect(whole.end).toBe('end 0 0 -');
        expect(whole.next).toBe(expected.length + 1);
      }),
    );
  });

  test('never holds a secret of four characters or more', () => {
    const secret = fc
      .string({ minLength: 4, maxLength: 40 })
      .filter((text) => !/[\n\r\0*]/.test(text) && text.trim() !== '');
    fc.assert(
      fc.property(secret, fc.nat(20_000), fc.nat(40_000), (value, before, after) => {
        const filler = value.includes('\u0001') ? '\u0002' : '\u0001';
        const bytes = Buffer.from(
          `${filler.repeat(before)}${value}${filler.repeat(after)}\n\n${mark} end 0 0 -\n`,
        );
        const [line] = read(bytes, [], maskOf([{ A: new Secret(value), B: 'plain' }])).lines;
        expect(line?.text).not.toContain(`${filler}${value.slice(0, 3)}`);
        expect(Buffer.byteLength(line?.text ?? '')).toBeLessThan(17_000);
      }),
    );
  });

  test('leaves plain variables and short secrets alone, and masks the longer of two secrets whole', () => {
    const mask = maskOf([
      { A: 'visible', B: new Secret('abc'), C: new Secret('pass'), D: new Secret('password') },
    ]);
    expect(mask.apply('visible abc password pass')).toBe('visible abc *** ***');
  });
});
