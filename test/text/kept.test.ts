import ts from 'typescript';
import { expect, test } from 'vitest';
import { fill } from '../../src/text/fill.ts';
import { inLanguage } from '../../src/text/language.ts';
import { holesOf } from '../../src/text/template.ts';
import { told } from '../../src/text/told.ts';
import { zhCN } from '../../src/text/zh-CN/index.ts';
import { nodesOf, sources, templateKey } from './walk.ts';

const chinese = (text: string): string => inLanguage('zh-CN', () => told(text));
const letters = (key: string): number => key.replace(/\{\d+\}|\P{L}/gu, '').length;

/** Texts that are kept, by their templates. */
const everyKept: readonly string[] = sources('src').flatMap(({ file }) =>
  [...nodesOf(file)].flatMap((node) =>
    ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'kept' ? [templateKey(node.template)] : [],
  ),
);

test('what is kept is known again where it is shown', () => {
  const keys = everyKept.filter((key) => letters(key) > 0);
  const unknown = keys.flatMap((key) => {
    const parts =
      letters(key) < 6 ? [11, 12] : ['web-03', 'lb1/web', '10.0.0.1:80', 'v2', 'ada', 'x_1', 'y_2'];
    const text = fill(key, parts.slice(0, (holesOf(key).at(-1) ?? -1) + 1));
    const wanted = fill(zhCN[key] ?? '', parts);
    return chinese(text) === wanted ? [] : [`${text} → ${chinese(text)}`];
  });
  expect(unknown).toEqual([]);
  expect(keys.length).toBeGreaterThan(0);
});

const named = ['web-03', 'lb1/web', '10.0.0.1:80', 'https://a.example:8443/x', 'ada', 'x_1', 'y_2'];
const lettered = everyKept.filter((key) => letters(key) >= 6 && holesOf(key).length > 0);
/** At whose end another text may stand: `… could not be read: {1}`. */
const open = lettered.filter((key) => /(?:[:;] |\()\{\d+\}[).]*$/u.test(key));
const other = (at: number): string => {
  const key = lettered[at % lettered.length] ?? '';
  return fill(key, named);
};

test('what was put into what is kept is told within it, and takes no part of it', () => {
  const wrong = open.flatMap((key, at) => {
    const last = holesOf(key).at(-1) ?? 0;
    return [1, 7, 50].flatMap((step) => {
      const parts = named.map((name, hole) => (hole === last ? other(at + step) : name));
      const text = fill(key, parts);
      const wanted = fill(zhCN[key] ?? '', parts.map(chinese));
      const is = chinese(text);
      return is === wanted || is === text ? [] : [{ text, is, wanted }];
    });
  });
  expect(wrong).toEqual([]);
});
