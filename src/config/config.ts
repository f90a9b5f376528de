import type { Config } from '../model/config.ts';
import { kept } from '../text/say.ts';
import { build } from './build/config.ts';
import { crosscheck } from './crosscheck/crosscheck.ts';
import { type Default, defaultsOf } from './defaults.ts';
import { type Place, placeOf, type ReadFile, readFromDisk, whyUnreadable } from './files.ts';
import type { Finding } from './finding.ts';
import type { Environment } from './interpolate.ts';
import { shapeFindings } from './issues.ts';
import { locate, offsetOf } from './locate.ts';
import { pathText } from './path.ts';
import { inFileOrder, type Problem } from './problem.ts';
import { file as schema } from './schema/file.ts';
import { readTree, type Tree } from './tree.ts';
import { resolver } from './values.ts';

export { problemText } from './problem.ts';

/** Either a configuration, or everything that is wrong with the file; warnings in both cases. */
export type ConfigResult = { readonly warnings: readonly Problem[] } & (
  | { readonly config: Config; readonly defaults: readonly Default[] }
  | { readonly problems: readonly Problem[] }
);

export interface ConfigOptions {
  /** What `${NAME}`, `~` and `agent: true` refer to; usually `process.env`. */
  readonly env: Environment;
  /** Reads the file itself and what `file:PATH` refers to; from the disk where it is absent. */
  readonly readFile?: ReadFile;
}

/**
 * Reads and checks a configuration file. Never throws on what the file says or on its absence: all that is wrong comes
 * back at once, in the file's order.
 * @param file as the person named it, and as problems name it; relative paths in it start at its folder
 */
export function readConfig(file: string, { env, readFile = readFromDisk }: ConfigOptions): ConfigResult {
  const place = placeOf(file, env);
  try {
    return check(file, readFile(file).text, { env, readFile, place });
  } catch (error) {
    if (!isFileError(error)) throw error;
    return {
      problems: [{ file, path: [], message: kept`cannot be read: ${whyUnreadable(error)}` }],
      warnings: [],
    };
  }
}

const isFileError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

interface Around {
  readonly env: Environment;
  readonly readFile: ReadFile;
  readonly place: Place;
}

function check(name: string, text: string, around: Around): ConfigResult {
  const values: Finding[] = [];
  const doubts: Finding[] = [];
  const told = {
    problem: (found: Finding) => values.push(found),
    warning: (found: Finding) => doubts.push(found),
  };
  const tree = readTree(text, resolver({ ...around, ...told }));
  const read = schema.safeParse(tree.data);
  const crossed = crosscheck(tree.data);
  const shape = without(values, shapeFindings(read.error?.issues ?? [], tree));
  const found = trusted(tree, [...tree.findings, ...values, ...shape, ...without(shape, crossed.problems)]);
  const problems = located(name, tree, [...tree.syntax, ...found]);
  const warnings = [...tree.warnings, ...trusted(tree, doubts)];
  if (!read.success || problems.length > 0) return { problems, warnings: located(name, tree, warnings) };
  return {
    config: build(read.data, around.place),
    defaults: defaultsOf(tree.data),
    warnings: located(name, tree, [...warnings, ...crossed.warnings]),
  };
}

const located = (name: string, tree: Tree, findings: readonly Finding[]): readonly Problem[] =>
  inFileOrder(findings.map((finding) => locate(name, tree, finding)));

/** What is told about a path already needs no second telling. */
function without(told: readonly Finding[], findings: readonly Finding[]): Finding[] {
  const paths = new Set(told.map(({ path }) => pathText(path)));
  return findings.filter(({ path }) => !paths.has(pathText(path)));
}

/** Where the text stops being YAML, what follows is guesswork, and nothing can be said to be absent. */
function trusted(tree: Tree, findings: readonly Finding[]): readonly Finding[] {
  if (tree.syntax.length === 0) return findings;
  const end = Math.min(...tree.syntax.map(({ offset }) => offset ?? 0));
  return findings.filter((finding) => !finding.absent && (finding.offset ?? offsetOf(tree, finding)) < end);
}
