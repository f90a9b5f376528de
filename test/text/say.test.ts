import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { inEnglish, inLanguage, language, languageOf } from '../../src/text/language.ts';
import { count, inARow, kept, oneAfterAnother, say } from '../../src/text/say.ts';

const chinese = <T>(run: () => T): T => inLanguage('zh-CN', run);
const about = (what: string): string => say`about ${what}`;
const minutes = (n: number): string => say`${n} min`;

describe('the reader’s language', () => {
  test('is English where nobody said who reads', () => {
    expect(language()).toBe('en');
    expect(about(minutes(3))).toBe('about 3 min');
  });

  test('goes with everything that is awaited, and ends with it', async () => {
    const [mine, other] = await Promise.all([
      chinese(async () => {
        await sleep(1);
        return about(minutes(3));
      }),
      inLanguage('en', async () => about(minutes(3))),
    ]);
    expect([mine, other, language()]).toEqual(['约 3 分钟', 'about 3 min', 'en']);
  });

  test('can be entered within, and what was said there is known around it', () => {
    const shown = inLanguage('en', () => {
      const text = chinese(() => minutes(3));
      return [text, inEnglish(text)];
    });
    expect(shown).toEqual(['3 分钟', '3 min']);
  });

  test('can be left for English within', () => {
    const both = chinese(() => [inLanguage('en', () => minutes(3)), minutes(3)]);
    expect(both).toEqual(['3 min', '3 分钟']);
  });

  test.each([
    ['zh_CN.UTF-8', 'zh-CN'],
    ['zh-Hans-CN', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['en_GB.UTF-8', 'en'],
    ['de_DE', undefined],
    ['C.UTF-8', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('is read out of a locale: %s', (locale, wanted) => {
    expect(languageOf(locale)).toBe(wanted);
  });
});

describe('what is said', () => {
  test('fills what it is given as it is', () => {
    expect(chinese(() => about('{0} {1}'))).toBe('约 {0} {1}');
  });

  test('stays English where nobody translated it', () => {
    const strings = Object.assign(['nobody translated ', ''], { raw: ['nobody translated ', ''] });
    expect(chinese(() => say(strings, 7))).toBe('nobody translated 7');
  });

  test('counts', () => {
    const both = () => [count(1, 'host'), count(3, 'host'), count(2, 'batch', 'batches')];
    expect(both()).toEqual(['1 host', '3 hosts', '2 batches']);
    expect(chinese(both)).toEqual(['1 台主机', '3 台主机', '2 个批次']);
  });

  test('puts names in a row, and sentences one after the other', () => {
    const both = () => [inARow(['a', 'b']), oneAfterAnother(['a', 'b'])];
    expect(both()).toEqual(['a, b', 'a; b']);
    expect(chinese(both)).toEqual(['a、b', 'a；b']);
  });
});

describe('what is kept', () => {
  test('is English, and so is what was said into it', () => {
    const text = chinese(() => kept`about ${inARow([minutes(3), count(2, 'host')])}`);
    expect(text).toBe('about 3 min, 2 hosts');
  });

  test('can be had of what was shown, however it was put together', () => {
    const [shown, english, other] = chinese(() => {
      const text = oneAfterAnother([about(minutes(3)), count(1, 'host')]);
      return [text, inEnglish(text), inEnglish('web-03')];
    });
    expect([shown, english, other]).toEqual(['约 3 分钟；1 台主机', 'about 3 min; 1 host', 'web-03']);
  });
});
