import { Option } from 'commander';
import { checkText } from '../config/check.ts';
import { type ConfigResult, readConfig } from '../config/config.ts';
import type { Problem } from '../config/problem.ts';
import type { Config } from '../model/config.ts';
import { inLanguage } from '../text/language.ts';
import { say } from '../text/say.ts';
import { terminalLanguage } from './language.ts';

export interface ConfigOption {
  readonly config: string;
}

export const configFile = (): Option =>
  new Option('-c, --config <file>', say`the configuration file`).env('ROLLOUT_CONFIG').default('rollout.yml');

/** sysexits.h: the configuration is wrong, the service is not there. */
export const exitCodes = { config: 78, unavailable: 69 } as const;

/** The configuration, or undefined after everything that is wrong with it was printed. `onWarning` gets its doubts. */
export function configOr78(
  { config: file }: ConfigOption,
  onWarning: (warning: Problem) => void = () => undefined,
): Config | undefined {
  const result: ConfigResult = readConfig(file, { env: process.env });
  for (const warning of result.warnings) onWarning(warning);
  if ('config' in result) return result.config;
  const language = terminalLanguage(process.env) ?? 'en';
  process.stderr.write(inLanguage(language, () => checkText(result)));
  return undefined;
}
