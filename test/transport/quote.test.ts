import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { exports, quote, quoteAll } from '../../src/transport/quote.ts';

const run = (script: string): Buffer => execFileSync('/bin/sh', ['-s'], { input: script });

/** Strings that shells trip over, beside any others. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          "'",
          '"',
          '\\',
          '$',
          '`',
          '\n',
          '\r',
          '\t',
          ' ',
          '*',
          '!',
          ';',
          '&',
          '|',
          '-n',
          '%s',
          '準',
        ),
      )
      .map((parts) => parts.join('')),
  )
  .filter((value) => !value.includes('\0'));

const joined = (values: readonly string[]): Buffer =>
  Buffer.from(values.map((value) => `${value}\0`).join(''));

describe('quoting for a POSIX shell', () => {
  test('gives any words to a real /bin/sh byte for byte', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), (words) => {
        expect(run(`set -- ${quoteAll(words)}\nprintf '%s\\0' "$@"\n`)).toEqual(joined(words));
      }),
      { numRuns: 60 },
    );
  });

  test('exports any values byte for byte', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (values) => {
        const names = values.map((_, n) => `V${n}`);
        const lines = exports(Object.fromEntries(values.map((value, n) => [`V${n}`, value])));
        const print = names.map((name) => `printf '%s\\0' "$${name}"`).join(';');
        expect(run(`${lines}\n/bin/sh -c ${quote(print)}\n`)).toEqual(joined(values));
      }),
      { numRuns: 40 },
    );
  });

  test('survives being quoted again and again', () => {
    const word = `it's "$HOME" \\`;
    const twice = `sh -c ${quote(`sh -c ${quote(`printf %s ${quote(word)}`)}`)}`;
    expect(run(twice).toString()).toBe(word);
  });

  test('gives out a secret only as its value, and an empty text as an empty word', () => {
    expect(exports({ TOKEN: new Secret("a'b"), NONE: '' })).toBe(`export TOKEN='a'\\''b'\nexport NONE=''`);
  });

  test('refuses what no shell can take', () => {
    expect(() => quote('a\0b')).toThrow(expect.objectContaining({ kind: 'invalid' }));
    for (const name of ['', '1A', 'A-B', 'A B', 'A=B', 'A\n', 'Ä', 'UID', 'IFS', '_']) {
      expect(() => exports({ [name]: 'x' }), name).toThrow(expect.objectContaining({ kind: 'invalid' }));
    }
    const tooLong = new Secret('geheim'.repeat(20_000));
    expect(() => exports({ A: tooLong })).toThrow(expect.objectContaining({ kind: 'invalid' }));
    expect(() => exports({ A: tooLong })).not.toThrow(/geheim/);
  });
});
