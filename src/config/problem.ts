import { inARow, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import type { Path } from './path.ts';
import { pathText } from './path.ts';

/** Both from 1, as editors count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong (or, in a list of warnings, doubtful) in a configuration file. */
export interface Problem {
  readonly file: string;
  /** Absent where the file as a whole is meant: it cannot be read, for instance. */
  readonly at?: Position;
  readonly path: Path;
  /** What is wrong, and what would be right. Never holds a secret's value. */
  readonly message: string;
}

/** `rollout.yml:14:9 clusters.web.strategy.batch: must be …` */
export function problemText(problem: Problem): string {
  const where = problem.at ? `${problem.file}:${problem.at.line}:${problem.at.column}` : problem.file;
  const place = problem.path.length > 0 ? `${where} ${pathText(problem.path)}` : where;
  return say`${place}: ${toldMessage(problem.message)}`;
}

/** A message in the reader's language. What it may end with is no part of the sentence before it. */
function toldMessage(message: string): string {
  for (const [end, tell] of ends) {
    const [, before, more] = end.exec(message) ?? [];
    if (before !== undefined && more !== undefined) return tell(toldMessage(before), more);
  }
  return told(message)
    .replaceAll('` and `', say`${tick} and ${tick}`)
    .replaceAll('` or `', say`${tick} or ${tick}`)
    .replaceAll('`, `', inARow([tick, tick]));
}

const tick = '`';
const ends: readonly (readonly [RegExp, (before: string, more: string) => string])[] = [
  [/^(.*); did you mean `([^`]*)`\?$/s, (before, word) => say`${before}; did you mean \`${word}\`?`],
  [
    /^(.*?); known: (`.*`)$/s,
    (before, words) => say`${before}; known: ${words.replaceAll('`, `', inARow([tick, tick]))}`,
  ],
  [/^(.*), not (`[^`]*`)$/s, (before, got) => say`${before}, not ${got}`],
];

const order = (a: Problem, b: Problem): number =>
  (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0);

/** In the file's order, each once: an anchor that is used twice would tell its problems twice. */
export function inFileOrder(problems: readonly Problem[]): readonly Problem[] {
  const told = new Map<string, Problem>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.at, problem.message, problem.path.at(-1)]);
    if (!told.has(key)) told.set(key, problem);
  }
  return [...told.values()].sort(order);
}
