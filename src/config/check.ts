import type { ConfigResult } from './config.ts';
import type { Default } from './defaults.ts';
import { problemText } from './problem.ts';
import { counted, summary } from './summary.ts';

/** What `rollout check` prints: every problem and warning, or what the file comes to. Ends with a line break. */
export function checkText(result: ConfigResult): string {
  const warnings = result.warnings.map((warning) => `warning: ${problemText(warning)}`);
  const lines =
    'config' in result
      ? [...summary(result.config), ...defaults(result.defaults), ...warnings]
      : [...result.problems.map(problemText), ...warnings, counted(result.problems.length, 'problem')];
  return `${lines.join('\n')}\n`;
}

function defaults(groups: readonly Default[]): string[] {
  if (groups.length === 0) return [];
  const lines = groups.map(({ where, keys }) => {
    const told = keys.map(({ key, value }) => `${key}: ${value}`).join(' · ');
    return `  ${where === '' ? 'the file' : where} — ${told}`;
  });
  return ['Left to defaults:', ...lines];
}
