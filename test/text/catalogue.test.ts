import { describe, expect, test } from 'vitest';
import { holesOf } from '../../src/text/template.ts';
import { parts, zhCN } from '../../src/text/zh-CN/index.ts';
import { englishIn } from './english.ts';
import { sources, taggedIn } from './walk.ts';

const tagged = sources('src').flatMap(({ path, file }) => taggedIn(path, file));
const used = new Set(tagged.map(({ key }) => key));
const entries = Object.entries(parts).flatMap(([part, texts]) =>
  Object.entries(texts).map(([key, chinese]) => ({ part, key, chinese })),
);
/** What is only read out of journals that earlier versions wrote. */
const unsaid: readonly string[] = ['earlier'];

describe('the Chinese catalogue', () => {
  test('has every text that is said, kept or counted', () => {
    const missing = tagged
      .filter(({ key }) => !Object.hasOwn(zhCN, key))
      .map(({ key, where }) => `${where}: ${key}`);
    expect(missing).toEqual([]);
  });

  test('has no text that nobody says', () => {
    const idle = entries
      .filter(({ part, key }) => !unsaid.includes(part) && !used.has(key))
      .map(({ part, key }) => `${part}: ${key}`);
    expect(idle).toEqual([]);
  });

  test('says the same wherever it has a text twice', () => {
    const differing = entries.filter(({ key, chinese }) => zhCN[key] !== chinese);
    expect(differing).toEqual([]);
  });

  test('is joined of all its files', () => {
    expect(Object.keys(zhCN).sort()).toEqual([...new Set(entries.map(({ key }) => key))].sort());
    const files = sources('src/text/zh-CN').filter(({ path }) => !path.endsWith('/index.ts'));
    expect(Object.keys(parts).length).toBe(files.length);
  });

  test('fills exactly the holes that the English has', () => {
    const wrong = entries.filter(
      ({ key, chinese }) => String(holesOf(chinese)) !== String(key.includes('|') ? [0] : holesOf(key)),
    );
    expect(wrong).toEqual([]);
  });

  test('leaves no English words, besides what is typed and what is called so', () => {
    const left = entries.flatMap(({ key, chinese }) =>
      englishIn(chinese).map((word) => ({ word, key, chinese })),
    );
    expect(left).toEqual([]);
  });
});
