import { kept } from '../text/say.ts';
import { didYouMean, suggestion } from './nearest.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const notAVariable = kept`has a "\${" that is not "\${NAME}" or "\${NAME:-default}"; write "$\${" for a literal one`;

/**
 * `${NAME}` and `${NAME:-default}` (for a variable that is not set, or empty) replaced; `$${` is a literal `${`.
 * A `$` before anything else is itself. Problems name variables, never values.
 */
export function interpolate(written: string, env: Environment, problem: (message: string) => void): string {
  return written.replace(/\$\$\{|\$\{([^}]*)(\}?)/g, (whole, inner: string | undefined, closed: string) => {
    if (inner === undefined) return '${';
    const match = /^([A-Za-z_][A-Za-z0-9_]*)(:-(.*))?$/s.exec(inner);
    if (!match || closed === '') {
      problem(notAVariable);
      return whole;
    }
    return variable(match[1] ?? '', match[2] === undefined ? undefined : (match[3] ?? ''), env, problem);
  });
}

function variable(
  name: string,
  fallback: string | undefined,
  env: Environment,
  problem: (message: string) => void,
): string {
  const value = env[name];
  if (value !== undefined && (value !== '' || fallback === undefined)) return value;
  if (fallback !== undefined) return fallback;
  problem(kept`needs the environment variable \`${name}\`, which is not set` + hint(name, env));
  return '';
}

/** `${address}` where `{address}` was meant is the likeliest slip; after that, a misspelt name. */
function hint(name: string, env: Environment): string {
  if (['host', 'address', 'release'].includes(name)) return didYouMean(`{${name}}`);
  const near = suggestion(name, Object.keys(env));
  return near.startsWith('; did') ? near : '';
}
