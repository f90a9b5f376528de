import type { z } from 'zod';
import { kept } from '../text/say.ts';
import { descriptionOf } from './fields.ts';
import type { Finding } from './finding.ts';
import { type Path, valueAt } from './path.ts';
import type { Tree } from './tree.ts';

type Issue = z.core.$ZodIssue;

/** What zod says about the shape, told about the keys of the file and in this project's words. */
export function shapeFindings(issues: readonly Issue[], tree: Tree): Finding[] {
  return issues.flatMap((issue) => flatten(issue, [], tree.data)).map((finding) => inWords(finding, tree));
}

function flatten(issue: Issue, above: Path, data: unknown): Finding[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  if (issue.code === 'unrecognized_keys') {
    // The schema gives one line for each key, in the same order.
    const messages = issue.message.split('\n');
    return issue.keys.map((key, index) => ({
      path: [...path, key],
      message: messages[index] ?? '',
      key: true,
    }));
  }
  if (issue.code === 'invalid_union') return unionFindings(issue, path, data);
  if (issue.code === 'custom') return [customFinding(issue.message, issue.params, path)];
  return [{ path, message: issue.message }];
}

/** A check over a whole mapping speaks of its keys, which may have been lost with a part that is not YAML. */
const customFinding = (
  message: string,
  params: Record<string, unknown> | undefined,
  path: Path,
): Finding => ({ path, message, ...(params?.key === true ? { key: true } : { absent: true }) });

/** The one shape that the writer must have meant, by the kind of value; where several fit, all of them in one sentence. */
function unionFindings(issue: Issue & { code: 'invalid_union' }, path: Path, data: unknown): Finding[] {
  const value = valueAt(data, path);
  const meant = issue.errors.filter((branch) => !branch.some((inner) => isOtherKind(inner, value)));
  const [branch] = meant;
  if (branch === undefined || meant.length > 1) return [{ path, message: issue.message }];
  return branch.flatMap((inner) => flatten(inner, path, data));
}

/** Text where a mapping should stand, and the like. */
function isOtherKind(issue: Issue, value: unknown): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_value') return issue.values.every((allowed) => typeof allowed !== typeof value);
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue.code === 'invalid_type';
  return issue.errors.every((branch) => branch.some((inner) => isOtherKind(inner, value)));
}

function inWords(finding: Finding, tree: Tree): Finding {
  if (finding.key) return finding;
  if (finding.path.length === 0 && (tree.data ?? null) === null)
    return { ...finding, message: kept`is empty; it needs \`providers\` and \`clusters\``, absent: true };
  const description = descriptionOf(finding.path, tree.data);
  if (tree.spot(finding.path) === undefined)
    return {
      ...finding,
      message: description ? kept`is missing: ${description}` : kept`is missing`,
      absent: true,
    };
  if (valueAt(tree.data, finding.path) === null)
    return {
      ...finding,
      message: description ? kept`has no value: ${description}` : kept`has no value`,
      absent: true,
    };
  return finding;
}
