import ts from 'typescript';
import { verbs } from '../../src/command/verbs.ts';
import { isTag, nodesOf, templateKey, whereIs } from './walk.ts';

/** Texts of a file that look like sentences and are in no catalogue: `src/a/b.ts:3: {} is out`. */
export const untaggedIn = (path: string, file: ts.SourceFile): readonly string[] =>
  [...nodesOf(file)].flatMap((node) => {
    const text = textOf(node);
    if (text === undefined || !looksLikeASentence(text) || isACommand(text) || isNotShown(node)) return [];
    return [`${whereIs(path, node)}: ${text}`];
  });

/** With `{}` for what is put in; a word in a hole is as good as one that stands there. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node))
    return templateKey(node).replace(/\{\d+\}/gu, '{}');
  return undefined;
}

/** One with Chinese in it is a translation. */
const looksLikeASentence = (text: string): boolean =>
  !/\p{Script=Han}/u.test(text) && /\p{L}{2}[,;:.]? (\p{L}|\{\})|\{\}[,;:.]? \p{L}{2}/u.test(text);

/** What a person types or a button sends is the same in every language. */
const isACommand = (text: string): boolean => text.split(' · ').every(isOneCommand);

/** A verb, then names, options and holes. */
function isOneCommand(text: string): boolean {
  const [verb = '', ...words] = text.split(' ');
  return (
    Object.hasOwn(verbs, verb) && words.every((word) => /^(\{\}|-{1,2}[\w-]+|[A-Z]+|\d+\w?)$/u.test(word))
  );
}

/** Types, imports, keys, patterns, scripts of Redis, SQL, logs, and what says so itself are read by no user. */
function isNotShown(node: ts.Node): boolean {
  const { parent } = node;
  const isTagged =
    ts.isTaggedTemplateExpression(parent) && (isTag(parent.tag) || isNamed(parent.tag, ['sql']));
  const isName = ts.isPropertyAssignment(parent) && parent.name === node;
  const isPattern = ts.isNewExpression(parent) && isNamed(parent.expression, ['RegExp']);
  const isScript = ts.isCallExpression(parent) && isNamed(parent.expression, ['script']);
  return (
    isTagged ||
    isName ||
    isPattern ||
    isScript ||
    isOperator(node) ||
    isExample(node) ||
    isCounted(parent) ||
    isForReference(node) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isImportDeclaration(parent) ||
    isLogged(node) ||
    saysSo(node)
  );
}

/** A row's example in the verb table: a command, which `verbs` gives in the other language as well. */
const isExample = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAssignment(parent) && ['example', 'zhExample'].includes(parent.name.getText());

/** `where('name', 'not in', names)` */
const isOperator = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) &&
  ts.isPropertyAccessExpression(node.parent.expression) &&
  node.parent.expression.name.text === 'where' &&
  node.parent.arguments[1] === node;

/** The nouns of `count`, which are in the catalogues together. */
const isCounted = (parent: ts.Node): boolean =>
  ts.isCallExpression(parent) && isNamed(parent.expression, ['count']);

/** What the schema of the config notes of a type is read by the generated reference only, which is English. */
const isForReference = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAssignment(parent) && parent.name.getText() === "'x-type'";

const isNamed = (node: ts.Node, names: readonly string[]): boolean =>
  ts.isIdentifier(node) && names.includes(node.text);

/** `log(…)`, `tools.log(…)`, `log.warn(…)`. */
function isLogged(node: ts.Node): boolean {
  for (let at = node.parent; at && !ts.isStatement(at); at = at.parent)
    if (ts.isCallExpression(at) && /(^|\.)#?log(\.\w+)?$/u.test(at.expression.getText())) return true;
  return false;
}

/** The line that it ends on ends with the words. */
function saysSo(node: ts.Node): boolean {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getEnd());
  return file.text.split('\n')[line]?.trimEnd().endsWith('// not shown') ?? false;
}
