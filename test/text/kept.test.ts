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
