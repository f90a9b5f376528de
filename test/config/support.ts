import { expect } from 'vitest';
import { type ConfigResult, problemText, readConfig } from '../../src/config/config.ts';
import type { Problem } from '../../src/config/problem.ts';
import type { Config } from '../../src/model/config.ts';
import { inLanguage } from '../../src/text/language.ts';
import { englishIn } from '../text/english.ts';

/** The newcomer's file; the tables of wrong files change one thing of it. */
export const minimal = `providers:
  lb1: { type: haproxy, socket: /run/haproxy/admin.sock }
clusters:
  web:
    pools: [lb1/web]
    hosts: [web-01, web-02, web-03]
    deploy:
      ssh: { user: deploy }
      commands: ['/srv/app/deploy.sh "$ROLLOUT_RELEASE"']
    verify:
      - http: http://{address}:8080/health
`;

interface Around {
  readonly env?: Readonly<Record<string, string>>;
  /** Absolute paths; all of them private to their owner. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Reads a text as /etc/rollout/rollout.yml, with nothing of the machine that the tests run on. */
export function read(text: string, { env = {}, files = {} }: Around = {}): ConfigResult {
  const known: Readonly<Record<string, string>> = { ...files, '/etc/rollout/rollout.yml': text };
  return readConfig('/etc/rollout/rollout.yml', {
    env: { HOME: '/home/op', ...env },
    readFile: (path) => {
      const found = known[path];
      if (found === undefined)
        throw Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' });
      return { text: found, mode: 0o100600 };
    },
  });
}

/** What is wrong with the text, as printed, without the file's name. */
export function problems(text: string, around?: Around): string[] {
  const result = read(text, around);
  expectChinese([...('problems' in result ? result.problems : []), ...result.warnings]);
  return 'problems' in result ? result.problems.map(problemText).map(withoutFile) : [];
}

/** Whatever is wrong is said in Chinese as well: nothing is left of the English sentence. */
export function expectChinese(problems: readonly Problem[]): void {
  const left = problems.flatMap(({ message }) => {
    const told = inLanguage('zh-CN', () => problemText({ file: '', path: [], message }));
    const english = englishIn(told);
    return english.length > 0 ? [{ message, told, english }] : [];
  });
  expect(left).toEqual([]);
}

/** What is doubtful about the text, as printed, without the file's name. */
export function warnings(text: string): string[] {
  const { warnings } = read(text);
  expectChinese(warnings);
  return warnings.map(problemText).map(withoutFile);
}

const withoutFile = (text: string): string => text.replace('/etc/rollout/rollout.yml:', '');

/** The configuration; a test that expects one fails with what is wrong. */
export function config(text: string, around?: Around): Config {
  const result = read(text, around);
  if ('config' in result) return result.config;
  throw new Error(result.problems.map(problemText).join('\n'));
}

/** The minimal file with texts replaced; each must be there. */
export function changed(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the minimal file has no ${from}`);
    return text.replace(from, () => to);
  }, minimal);
}
