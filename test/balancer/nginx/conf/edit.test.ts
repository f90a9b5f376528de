import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { given, taken, weighed } from '../../../../src/balancer/nginx/conf/edit.ts';
import { findNamed } from '../../../../src/balancer/nginx/conf/find.ts';
import { serversOf } from '../../../../src/balancer/nginx/conf/servers.ts';

const source = { provider: 'lb1', file: '/f' };
const servers = (text: string, pool = 'web') => serversOf(text, pool, source);
const around = (line: string): string => `upstream web {\n  ${line}\n}\n`;
const first = (text: string) => findNamed(servers(text), servers(text)[0]?.name ?? '', 'lb1/web');

/** The first server's line after a change. */
const lineAfter = (
  line: string,
  change: (text: string, server: ReturnType<typeof first>) => string,
): string => {
  const text = around(line);
  const changed = change(text, first(text));
  expect(changed.startsWith('upstream web {\n  ') && changed.endsWith('\n}\n')).toBe(true);
  return changed.slice('upstream web {\n  '.length, -'\n}\n'.length);
};

describe('servers', () => {
  test('have a name with a port, and without where that is the usual one', () => {
    const text = around(
      'server 10.0.0.1; server 10.0.0.2:80; server web-01:8080; server [::1]; server [::1]:81; server unix:/run/a:b;',
    );
    expect(servers(text).map(({ name, aliases }) => [name, ...aliases])).toEqual([
      ['10.0.0.1:80', '10.0.0.1'],
      ['10.0.0.2:80', '10.0.0.2'],
      ['web-01:8080'],
      ['[::1]:80', '[::1]'],
      ['[::1]:81'],
      ['unix:/run/a:b'],
    ]);
  });

  test.each([
    ['server a;', { weight: 1, state: 'ready', backup: false }],
    ['server a weight=5 down;', { weight: 5, state: 'drain', backup: false }],
    ['server a down "weight=5" backup max_fails=2;', { weight: 5, state: 'drain', backup: true }],
    ['server a weight=5 weight=7;', { weight: 7, state: 'ready' }],
    ['server a drain;', { state: 'drain' }],
    ['server down;', { name: 'down:80', state: 'ready' }],
    ['server backup:80 route=down;', { name: 'backup:80', state: 'ready', backup: false }],
    ['server\n a\n  weight=65535 # down\n ;', { weight: 65_535, state: 'ready' }],
  ])('%j', (line, expected) => {
    expect(first(around(line))).toMatchObject(expected);
  });

  test('are those of the one upstream that has the name, at any depth', () => {
    const text =
      'http { upstream "web" { server a; } server { location / { } } } stream { upstream dns { server b; } }';
    expect(servers(text).map(({ name }) => name)).toEqual(['a:80']);
    expect(servers(text, 'dns').map(({ name }) => name)).toEqual(['b:80']);
    expect(servers('upstream web { keepalive 4; }')).toEqual([]);
  });

  test.each([
    ['', 'missing', '/f has no upstream web.'],
    ['map $a $b { upstream web; }', 'missing', '/f has no upstream web.'],
    ['# upstream web { }', 'missing', '/f has no upstream web.'],
    ['http { upstream web { } } stream { upstream web { } }', 'ambiguous', '/f has 2 upstreams web.'],
    ['upstream web { server; }', 'invalid', 'lb1/web has a server without an address.'],
    [
      'upstream web { server a weight=0; }',
      'invalid',
      'lb1/web a:80 has the weight "0", not one from 1 to 65535.',
    ],
    [
      'upstream web { server a weight=1.5; }',
      'invalid',
      'lb1/web a:80 has the weight "1.5", not one from 1 to 65535.',
    ],
    ['upstream web { server a weight=70000; }', 'invalid', 'has the weight "70000"'],
    ['upstream web { server a', 'invalid', '/f has an unexpected "end of file" in line 1.'],
  ])('%j is %s', (text, kind, message) => {
    expect(() => servers(text)).toThrow(message);
    expect(() => servers(text)).toThrow(expect.objectContaining({ kind }));
  });

  test('that are not there, or there twice, are told with what is there', () => {
    const all = servers(around('server a; server b:81; server a:80 weight=2;'));
    const find = (name: string) => () => findNamed(all, name, `lb1/web ${name}`);
    expect(find('c')).toThrow('The upstream has no server lb1/web c; it has a:80, b:81, a:80.');
    expect(find('a')).toThrow('2 servers of the upstream answer to lb1/web a: a:80, a:80.');
    expect(find('b:81')().name).toBe('b:81');
    expect(() => findNamed([], 'a', 'lb1/web a')).toThrow(
      'The upstream has no server lb1/web a; it has none.',
    );
    const many = Array.from({ length: 12 }, (_, i) => ({ name: `n${i}`, aliases: [] }));
    expect(() => findNamed(many, 'a', 'w')).toThrow(/n9 and 2 more\.$/);
  });
});

describe('only the parameter changes', () => {
  test.each([
    ['server a;', 'server a down;'],
    ['server a weight=5  max_fails=2 ;  # note; down', 'server a weight=5  max_fails=2 down ;  # note; down'],
    ['server\ta\n    weight=5\n  ;', 'server\ta\n    weight=5 down\n  ;'],
    ['server "a"; server b;', 'server "a" down; server b;'],
    ['server a weight=5 # note\n;', 'server a weight=5 down # note\n;'],
    ['server a down weight=5;', 'server a down weight=5;'],
    ['server a drain;', 'server a drain;'],
  ])('drained: %j', (line, expected) => {
    expect(lineAfter(line, taken)).toBe(expected);
  });

  test.each([
    ['server a down;', 'server a;'],
    ['server a   down  weight=5;', 'server a  weight=5;'],
    ['server a "down" weight=5 down ; # down', 'server a weight=5 ; # down'],
    ['server a\n    weight=5\n    down\n;', 'server a\n    weight=5\n;'],
    ['server a # why\n    down;', 'server a # why\n;'],
    ['server a drain;', 'server a;'],
    ['server a weight=5;', 'server a weight=5;'],
  ])('given back: %j', (line, expected) => {
    expect(lineAfter(line, given)).toBe(expected);
  });

  test.each([
    ['server a;', 7, 'server a weight=7;'],
    ['server a;', 1, 'server a;'],
    ['server a weight=5;', 1, 'server a weight=1;'],
    [
      'server a  max_fails=2 weight=5  down; # weight=5',
      8,
      'server a  max_fails=2 weight=8  down; # weight=5',
    ],
    ['server a "weight=5" ;', 8, 'server a weight=8 ;'],
    ['server a weight=2 weight=5;', 8, 'server a weight=2 weight=8;'],
    ['server "a" down;', 8, 'server "a" weight=8 down;'],
  ])('weighed: %j', (line, weight, expected) => {
    expect(lineAfter(line, (text, server) => weighed(text, server, weight))).toBe(expected);
  });

  test('any line comes back byte for byte after a drain, and has just the weight that was asked for', () => {
    const gap = fc.constantFrom(' ', '  ', '\t', '\n    ', ' # note\n  ');
    const parameter = fc.constantFrom('weight=5', '"weight=7"', 'max_fails=2', 'backup', 'route=a');
    const line = fc
      .array(fc.tuple(gap, parameter), { maxLength: 4 })
      .chain((parts) => gap.map((end) => `server a${parts.map((part) => part.join('')).join('')}${end};`));
    fc.assert(
      fc.property(line, fc.integer({ min: 1, max: 65_535 }), (written, weight) => {
        const text = around(written);
        const out = taken(text, first(text));
        expect(first(out)).toMatchObject({ state: 'drain', weight: first(text).weight });
        expect(given(out, first(out))).toBe(text);
        const heavier = weighed(out, first(out), weight);
        expect(first(heavier)).toMatchObject({ state: 'drain', weight });
      }),
    );
  });
});
