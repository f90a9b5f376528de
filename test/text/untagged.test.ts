import { describe, expect, test } from 'vitest';
import { untaggedIn } from './untagged.ts';
import { parse, sources } from './walk.ts';

/** Translations, and SQL that never changes again. */
const except = ['src/text/zh-CN/', 'src/store/migrations/'];

test('every text is in the catalogues', () => {
  const files = sources('src').filter(({ path }) => !except.some((each) => path.startsWith(each)));
  expect(files.flatMap(({ path, file }) => untaggedIn(path, file))).toEqual([]);
});

describe('a text that is in none', () => {
  /** `#{…}` stands for what is put in. */
  const found = (text: string) => untaggedIn('a.ts', parse('a.ts', text.replaceAll('#{', '${'))).length;

  test.each([
    'const a = "it is out";',
    'const a = `it is out`;',
    'const a = `#{b} done`;',
    'const a = `done: #{b}`;',
    'const a = `#{b}: nothing is there`;',
    'const a = `status is what you want`;',
    'const a = raw`it is out`;',
    'throw new Failure("failed", a, `it is #{out}`);',
  ])('is found: %s', (text) => {
    expect(found(text)).toBe(1);
  });

  test.each([
    'const a = say`it is #{out}`;',
    'const a = kept`it is out`;',
    'const a = "out";',
    'const a = `#{b} #{c}`;',
    'const a = `enable #{cluster} #{host} --unverified`;',
    'const a = `extend #{id} 30m`;',
    'const a = { example: "abort r12 web-03" };',
    'const a = `logs #{id} #{host} · enable #{cluster} #{host}`;',
    'const a = count(n, "more host");',
    'log.warn(`it is #{out}`);',
    'desk.tools.log(`it is #{out}`);',
    'const a = sql`select it from out`;',
    'const a = script(`local it is out`);',
    'const a = rows.where("it", "not in", out);',
    'const a = new RegExp("it is out", "u");',
    'const a = /it is out/u;',
    'type A = "it is out";',
    'const a = "it is out"; // not shown',
    '/** It is out. */\nconst a = 1;',
  ])('is none: %s', (text) => {
    expect(found(text)).toBe(0);
  });
});
