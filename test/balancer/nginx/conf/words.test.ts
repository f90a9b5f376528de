import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Directive, parse } from '../../../../src/balancer/nginx/conf/words.ts';

/** What a text comes to, without places: `[['server', 'a'], ['http', {}, [['x']]]]`. */
type Plain = readonly unknown[];
const plain = (all: readonly Directive[]): Plain =>
  all.map(({ words, block }) => [...words.map(({ value }) => value), ...(block ? [plain(block)] : [])]);
const read = (text: string): Plain => plain(parse(text, 'f'));

describe('a configuration is read as nginx reads it', () => {
  test.each<[string, Plain]>([
    ['', []],
    [' \t\r\n# only a comment', []],
    ['a b  c;', [['a', 'b', 'c']]],
    ['a\r\n\tb;c;', [['a', 'b'], ['c']]],
    ['a { b; c { } }', [['a', [['b'], ['c', []]]]]],
    ['a{b;}', [['a', [['b']]]]],
    ['a b#c; # d; }\ne;', [['a', 'b#c'], ['e']]],
    ['a # b;\n c;', [['a', 'c']]],
    ['a "b; {c}" \'d"\' ;', [['a', 'b; {c}', 'd"']]],
    ['a "" b;', [['a', '', 'b']]],
    ['a "b\\"c\\\\" d\\;e\\ f;', [['a', 'b"c\\', 'd\\;e\\ f']]],
    ['a "b\\tc\\x";', [['a', 'b\tc\\x']]],
    [`a \${b}c $d{e;}`, [['a', `\${b}c`, '$d', [['e']]]]],
    [`a x\${b} "\${c}";`, [['a', `x\${b}`, `\${c}`]]],
    ['if ($a = "b") { c; }', [['if', '($a', '=', 'b', ')', [['c']]]]],
    ["if ($a ~ 'b{2}'){c;}", [['if', '($a', '~', 'b{2}', ')', [['c']]]]],
    ['a b"c" d}e;', [['a', 'b"c"', 'd}e']]],
    ['a "b"{c;}', [['a', 'b', [['c']]]]],
    [
      "map $a $b { default 0; ~^/x 1; 'upstream' u; }",
      [
        [
          'map',
          '$a',
          '$b',
          [
            ['default', '0'],
            ['~^/x', '1'],
            ['upstream', 'u'],
          ],
        ],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    ['a b', 'f has an unexpected "end of file" in line 1.'],
    ['a;\nb {\nc;', 'f has an unexpected "end of file" in line 3.'],
    ['a;\n}', 'f has an unexpected "}" in line 2.'],
    ['a { b }', 'f has an unexpected "}" in line 1.'],
    [';', 'f has an unexpected ";" in line 1.'],
    ['\n\n{ a; }', 'f has an unexpected "{" in line 3.'],
    ['a "b"c;', 'f has an unexpected "c" in line 1.'],
    ['a "b;\n', 'f has an unexpected "end of file" in line 2.'],
    ['a "b\\', 'f has an unexpected "end of file" in line 1.'],
    [
      'http {\n balancer_by_lua_block { x = "}" }\n}',
      'f has Lua code (balancer_by_lua_block) in line 2: upstreams have to stand in a file without.',
    ],
  ])('and refused where nginx refuses it: %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(expect.objectContaining({ kind: 'invalid', target: 'f' }));
  });
});

test('words are told in their own characters, with their place in bytes', () => {
  const text = 'upstream 网站 { server "a"; }';
  const bytes = Buffer.from(text).toString('latin1');
  const [directive] = parse(bytes, 'f');
  expect(directive?.words[1]?.value).toBe('网站');
  const address = directive?.block?.[0]?.words[1];
  expect(bytes.slice(address?.start, address?.end)).toBe('"a"');
});

test('a text of any words is read back as these words', () => {
  const word = fc.string({ minLength: 1, unit: fc.constantFrom(...'aß{};#"\'\\ \t\n$)tn=') });
  const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`;
  const gap = fc.constantFrom(' ', '\n', '\t # "x" {\n ');
  fc.assert(
    fc.property(fc.array(fc.array(word, { minLength: 1 }), { minLength: 1 }), gap, (directives, between) => {
      const text = directives.map((words) => `${words.map(quoted).join(between)}${between};`).join('');
      expect(read(Buffer.from(text).toString('latin1'))).toEqual(directives);
    }),
  );
});

test('whatever a text is, it is read or refused with a sentence', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab {};#"\'\\\n$)') });
  fc.assert(
    fc.property(text, (any) => {
      try {
        parse(any, 'f');
      } catch (error) {
        expect(error).toMatchObject({ name: 'Failure', kind: 'invalid' });
      }
    }),
    { numRuns: 2000 },
  );
});
