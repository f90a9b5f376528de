import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

/** One text in the source that has its place in the catalogues. */
export interface Tagged {
  readonly key: string;
  /** `src/report/time.ts:12` */
  readonly where: string;
}

/** The parsed files of a folder of the project, each with its path from the root. */
export function sources(folder: string): readonly { readonly path: string; readonly file: ts.SourceFile }[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = relative(root, join(root, folder, name));
      return { path, file: parse(path, readFileSync(join(root, path), 'utf8')) };
    });
}

export const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

/** Every node under this one, itself first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

export const whereIs = (path: string, node: ts.Node): string =>
  `${path}:${node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1}`;

/** The texts that are said or kept in a file. */
export const taggedIn = (path: string, file: ts.SourceFile): readonly Tagged[] =>
  [...nodesOf(file)].flatMap((node) => {
    const key = keyOf(node);
    return key === undefined ? [] : [{ key, where: whereIs(path, node) }];
  });

function keyOf(node: ts.Node): string | undefined {
  if (ts.isTaggedTemplateExpression(node) && isTag(node.tag)) return templateKey(node.template);
  const isCount =
    ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'count';
  return isCount
    ? countKey(node.arguments.map((each) => (ts.isStringLiteral(each) ? each.text : undefined)))
    : undefined;
}

/** The tags by which a text is in the catalogues. */
export const isTag = (tag: ts.Expression): boolean =>
  ts.isIdentifier(tag) && ['say', 'kept'].includes(tag.text);

/** The template as it is a key: its holes by their numbers. */
export function templateKey(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.templateSpans.reduce(
    (key, { literal }, at) => `${key}{${at}}${literal.text}`,
    template.head.text,
  );
}

/** Only where the noun stands there: another function may be called so. */
function countKey([, noun, nouns]: readonly (string | undefined)[]): string | undefined {
  return noun && `${noun}|${nouns ?? `${noun}s`}`;
}
