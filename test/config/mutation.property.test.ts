import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMap, isSeq, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { problemText, readConfig } from '../../src/config/config.ts';
import { expectChinese } from './support.ts';

const folder = new URL('../../examples/', import.meta.url);
/** Without their comments' backticks: a comment that becomes a key could not be told from the words around it. */
const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8').replaceAll('`', ''));

/** What a variable stands for must never be told, wherever in the file the variable is. */
const env = {
  HOME: '/home/op',
  CANARY: 'hunter2',
  SLACK_BOT_TOKEN: 'xoxb-hunter2',
  SLACK_APP_TOKEN: 'xapp-hunter2',
  UCLOUD_PUBLIC_KEY: 'hunter2',
  UCLOUD_PRIVATE_KEY: 'hunter2',
};

const check = (text: string) =>
  readConfig('rollout.yml', {
    env,
    readFile: (path) => {
      if (path === 'rollout.yml') return { text };
      throw Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' });
    },
  });

/** A place in a document: an entry of a mapping, or an item of a list. */
type Place = { map: YAMLMap; index: number } | { list: YAMLSeq; index: number };

function places(node: unknown): Place[] {
  if (isMap(node)) return node.items.flatMap((pair, index) => [{ map: node, index }, ...places(pair.value)]);
  if (isSeq(node)) return node.items.flatMap((item, index) => [{ list: node, index }, ...places(item)]);
  return [];
}

const values: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  3.5,
  99_999_999,
  '',
  'some text',
  `\${CANARY}`,
  `\${NONE}`,
  `\${`,
  'file:/none',
  '0s',
  '25%',
  '100%',
  'r12',
  [],
  {},
  ['some text', `\${CANARY}`],
  { x: `\${CANARY}`, socket: 'some text' },
  [[[[]]]],
];

const mutation = fc.record({
  place: fc.nat(),
  how: fc.constantFrom('delete', 'rename', 'replace', 'repeat'),
  value: fc.constantFrom(...values),
  name: fc.constantFrom('nme', 'hosts', 'toString', 'constructor', '__proto__', '<<', '0', ' ', 'ключ'),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(document: ReturnType<typeof parseDocument>, { place, how, value, name }: Mutation): void {
  const all = places(document.contents);
  const at = all[place % Math.max(1, all.length)];
  if (at === undefined) return;
  const items: unknown[] = 'map' in at ? at.map.items : at.list.items;
  if (how === 'delete') items.splice(at.index, 1);
  else if (how === 'repeat') items.push(items[at.index]);
  else if ('list' in at) items[at.index] = document.createNode(value);
  else change(document, at.map.items[at.index], how === 'rename' ? { name } : { value });
}

function change(
  document: ReturnType<typeof parseDocument>,
  pair: Pair | undefined,
  { name, value }: { name?: string; value?: unknown },
): void {
  if (pair === undefined) return;
  if (name !== undefined) pair.key = document.createNode(name);
  else pair.value = document.createNode(value);
}

/** Line lengths: a problem must lie inside of the text. */
function expectInside(text: string, at: { line: number; column: number } | undefined): void {
  const line = text.split('\n')[(at?.line ?? 0) - 1];
  expect(line).toBeDefined();
  expect(at?.column).toBeGreaterThan(0);
  expect(at?.column).toBeLessThanOrEqual((line ?? '').length + 1);
}

function expectSound(text: string): void {
  const result = check(text);
  const told = 'problems' in result ? result.problems : [];
  if (!('config' in result)) expect(told.length).toBeGreaterThan(0);
  for (const problem of [...told, ...result.warnings]) {
    expectInside(text, problem.at);
    expect(problemText(problem)).not.toContain(env.CANARY);
    expect(problemText(problem)).not.toContain('{got}');
  }
  expectChinese([...told, ...result.warnings]);
  const lines = told.map((problem) => problem.at?.line ?? 0);
  expect(lines).toEqual([...lines].sort((a, b) => a - b));
}

test('whatever is deleted, renamed, replaced or repeated: a configuration, or problems inside the file', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (text, mutations) => {
        const document = parseDocument(text);
        for (const one of mutations) mutate(document, one);
        expectSound(document.toString({ verifyAliasOrder: false }));
      },
    ),
    { numRuns: 600 },
  );
});

test('whatever is cut out of the text or put into it', () => {
  const noise = fc.constantFrom(
    '',
    ' ',
    '\t',
    '\n',
    ':',
    '-',
    '{',
    '}',
    '[',
    '"',
    "'",
    '&a ',
    '*a',
    '<<: ',
    '!!x ',
    '|',
    '%',
    '---\n',
    '"text',
    `\${`,
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      fc.nat(),
      fc.nat({ max: 12 }),
      noise,
      (text, start, length, put) => {
        const from = start % text.length;
        expectSound(text.slice(0, from) + put + text.slice(from + length));
      },
    ),
    { numRuns: 600 },
  );
});
