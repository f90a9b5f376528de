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
  return problem.path.length > 0
    ? `${where} ${pathText(problem.path)}: ${problem.message}`
    : `${where}: ${problem.message}`;
}

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
