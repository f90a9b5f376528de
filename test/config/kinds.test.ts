import { describe, expect, test } from 'vitest';
import { balancers } from '../../src/balancer/registry.ts';
import { checkText } from '../../src/config/check.ts';
import { fields } from '../../src/config/fields.ts';
import { isOf, kindOf } from '../../src/config/kind.ts';
import { configReference } from '../../src/config/reference.ts';
import { changed, minimal, problems, read } from './support.ts';

/** One file, with a `type` that says which keys a load balancer has. */

const kinds = Object.keys(balancers);
const told = (from: string, to: string): string[] => problems(changed([from, to]));

describe('the key that tells the kind', () => {
  test.each([
    ['missing', '', '2:3 providers.lb1.type: is missing: The kind of load balancer: '],
    ['without a value', 'type: ,', '2:10 providers.lb1.type: has no value: The kind of load balancer: '],
    ['wrong', 'type: traefik,', '2:16 providers.lb1.type: must be a load balancer with a `type` ('],
  ])('%s: all kinds are told, and nothing else', (_, text, begins) => {
    const [line = '', ...more] = told('type: haproxy,', text);
    expect(line.startsWith(begins)).toBe(true);
    expect((line.slice(begins.length).match(/`[^`]+`/g) ?? []).map((kind) => kind.slice(1, -1))).toEqual(
      expect.arrayContaining(kinds),
    );
    expect(more).toEqual([]);
  });
});

test('a key of no kind of load balancer is told with the keys of the kind that the file says', () => {
  expect(told('socket:', 'sokcet: /run/x, socket:')).toEqual([
    '2:25 providers.lb1.sokcet: unknown key `sokcet`; did you mean `socket`?',
  ]);
  expect(told('socket:', 'frobnicate: 1, socket:')).toEqual([
    '2:25 providers.lb1.frobnicate: unknown key `frobnicate`; known: `type`, `socket`, `tcp`, `ssh`, `timeout`',
  ]);
});

test('what is missing is described as the kind that the file says has it', () => {
  expect(told('socket:', 'ssh: { host: h }, socket:')).toEqual([
    "2:25 providers.lb1.ssh.user: is missing: Who to log in as; nothing is guessed from the bot's own user.",
  ]);
});

test('defaults are those of the kind that the file says, each once', () => {
  const lines = checkText(read(minimal)).split('\n');
  expect(lines.filter((line) => line.startsWith('  providers.'))).toEqual(['  providers.lb1 — timeout: 5s']);
});

test('the reference has a section for each kind, headed by what is said about it', () => {
  const text = configReference();
  for (const kind of kinds) expect(text).toContain(`\n## providers.NAME (type: ${kind})\n\n`);
  expect(text).toContain(
    '\n## providers.NAME (type: haproxy)\n\nA HAProxy process. A keepalived pair is two providers.\n\n| key ',
  );
  expect(text).toMatch(/\n## providers\.NAME\.ssh \(type: haproxy\)\n/);
  expect(text).toContain('\n## clusters.NAME\n');
  const titles = text.match(/^## .*$/gm) ?? [];
  expect(new Set(titles).size).toBe(titles.length);
});

test('a key that is secret, shell text or an agent in one kind is so in every kind that has it', () => {
  const marks = ['x-secret', 'x-shell', 'x-agent'];
  const byPattern = new Map<string, string>();
  for (const { pattern, schema, kinds: of } of fields.filter((field) => field.kinds.length > 0)) {
    const at = pattern.join('.');
    const own = marks.filter((mark) => mark in schema).join();
    expect(`${at} ${byPattern.get(at) ?? own} (${of[0]?.value})`).toBe(`${at} ${own} (${of[0]?.value})`);
    byPattern.set(at, own);
  }
  expect(byPattern.size).toBeGreaterThan(5);
});

describe('a shape', () => {
  const shape = {
    description: 'About it.',
    properties: { auth: { const: 'token' }, mode: { const: 'x' }, other: { const: 1 } },
    required: ['auth', 'other'],
  };

  test('stands for a kind only where a key of it must be one exact text', () => {
    expect(kindOf(shape, 2)).toEqual([{ depth: 2, key: 'auth', value: 'token', about: 'About it.' }]);
    expect(kindOf({ properties: { auth: { const: 'token' } } }, 2)).toEqual([]);
    expect(kindOf({}, 0)).toEqual([]);
  });

  test('is what the file says only where the file says so, on the path in question', () => {
    const kind = kindOf(shape, 2);
    const data = { lbs: { a: { auth: 'token' }, b: { auth: 'basic' }, c: null } };
    expect(isOf(kind, data, ['lbs', 'a', 'user'])).toBe(true);
    expect(isOf(kind, data, ['lbs', 'b', 'user'])).toBe(false);
    expect(isOf(kind, data, ['lbs', 'c', 'user'])).toBe(false);
    expect(isOf(kind, data, ['lbs', 'none', 'user'])).toBe(false);
    expect(isOf([], data, ['lbs', 'b'])).toBe(true);
  });
});
