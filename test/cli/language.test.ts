import { expect, test } from 'vitest';
import { spokenTo, terminalLanguage } from '../../src/cli/language.ts';
import { config, minimal } from '../config/support.ts';

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  [{ LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
  [{ LC_ALL: '', LC_MESSAGES: 'zh_CN', LANG: 'en_US' }, 'zh-CN'],
  [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, undefined],
  [{}, undefined],
])('the terminal reads what its locale says: %o', (env, wanted) => {
  expect(terminalLanguage(env)).toBe(wanted);
});

test('the executable speaks as the person, else the terminal, else the bot has it', () => {
  const found = config(`${minimal}language: zh-CN\npeople: { alice: { local: [al], language: zh-CN } }\n`);
  const english = { LANG: 'en_US.UTF-8' };
  expect(spokenTo(found, 'al', english)).toBe('zh-CN');
  expect(spokenTo(found, 'bo', english)).toBe('en');
  expect(spokenTo(found, 'bo', { LANG: 'C' })).toBe('zh-CN');
});
