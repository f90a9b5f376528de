import { count, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import type { ConfigResult } from './config.ts';
import type { Default } from './defaults.ts';
import { problemText } from './problem.ts';
import { summary } from './summary.ts';

/** What `rollout check` prints: every problem and warning, or what the file comes to. Ends with a line break. */
export function checkText(result: ConfigResult): string {
  const warnings = result.warnings.map((warning) => say`warning: ${problemText(warning)}`);
  const lines =
    'config' in result
      ? [...summary(result.config), ...defaults(result.defaults), ...warnings]
      : [...result.problems.map(problemText), ...warnings, count(result.problems.length, 'problem')];
  return `${lines.join('\n')}\n`;
}

function defaults(groups: readonly Default[]): string[] {
  if (groups.length === 0) return [];
  const lines = groups.map(({ where, keys }) => {
    const values = keys.map(({ key, value, inWords }) => `${key}: ${inWords ? inPlain(value) : value}`);
    return `  ${where === '' ? say`the file` : where} — ${values.join(' · ')}`;
  });
  return [say`Left to defaults:`, ...lines];
}

const inPlain = (value: string): string => told(value).replaceAll('`', '');
