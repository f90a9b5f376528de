import { marked } from './fields.ts';
import type { Finding } from './finding.ts';
import type { Path } from './path.ts';
import type { Problem } from './problem.ts';
import type { Tree } from './tree.ts';

/** A finding with its line and column. A text that may be shown takes the place of `{got}`. */
export function locate(file: string, tree: Tree, finding: Finding): Problem {
  return {
    file,
    at: tree.position(finding.offset ?? offsetOf(tree, finding)),
    path: finding.path,
    message: finding.message.replace(/, not \{got\}/, gotText(tree, finding.path)),
  };
}

/** A value's own start, a mapping's or list's key, or (for what is missing) the key that it is missing under. */
export function offsetOf(tree: Tree, { path, key }: Finding): number {
  const spot = tree.spot(path);
  if (spot === undefined)
    return path.length === 0 ? 0 : offsetOf(tree, { path: path.slice(0, -1), message: '', key: true });
  const keyFirst = key === true || spot.text === undefined;
  return keyFirst ? (spot.key ?? spot.value) : spot.value;
}

/**
 * Only what the file itself says, never what a variable or a file puts there; and only words that a misplaced secret
 * would hardly look like.
 */
function gotText(tree: Tree, path: Path): string {
  const text = shown(tree, path);
  return text === undefined || text.length > 24 || !/^([\w.%+ -]+|\$\{.*\})$/.test(text)
    ? ''
    : `, not \`${text}\``;
}

/** What the file says at this place, for messages; never a secret. */
function shown(tree: Tree, path: Path): string | undefined {
  return marked(path, 'x-secret') ? undefined : tree.spot(path)?.text;
}
