import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const [english, chinese] = ['README.md', 'README.zh-CN.md'] as const;
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

/** What stands in fences, fences included. */
const blocksOf = (text: string): readonly string[] => text.match(/^```.*?^```$/gmsu) ?? [];
const proseOf = (text: string): string => text.replace(/^```.*?^```$/gmsu, '');
/** `##` for each heading of the second level, in order. */
const headingsOf = (text: string): readonly string[] => proseOf(text).match(/^#+(?= )/gmu) ?? [];
/** The rows of each table, in order, each with what its first cell names in backticks. */
const tablesOf = (text: string): readonly (readonly string[])[] =>
  (proseOf(text).match(/(^\|.*\n)+/gmu) ?? []).map((table) =>
    table
      .trim()
      .split('\n')
      .map((row) => codeIn(row.split(' | ')[0] ?? '').join(' ')),
  );
const codeIn = (text: string): readonly string[] => text.match(/`[^`]+`/gu) ?? [];
/** Where its links lead, besides to the other language. */
const linksOf = (text: string): readonly string[] =>
  [...proseOf(text).matchAll(/\]\(([^)]+)\)|<(https?:[^>]+)>/gu)]
    .map(([, link, bare]) => link ?? bare ?? '')
    .filter((link) => link !== english && link !== chinese)
    .sort();

describe('the Chinese README', () => {
  test.each([
    ['headings of the same levels', headingsOf],
    ['the same code, byte for byte', blocksOf],
    ['tables of the same rows', tablesOf],
    ['the same links', linksOf],
  ])('has %s', (_, of) => {
    expect(of(read(english)).length).toBeGreaterThan(1);
    expect(of(read(chinese))).toEqual(of(read(english)));
  });

  test('and the English one lead to each other, right below the title', () => {
    expect(read(english).split('\n')[2]).toBe(`[中文](${chinese})`);
    expect(read(chinese).split('\n')[2]).toBe(`[English](${english})`);
  });

  test('leads to files that are there', () => {
    const files = linksOf(read(chinese)).filter((link) => !link.startsWith('http'));
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});
