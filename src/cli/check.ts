import os from 'node:os';
import { checkText } from '../config/check.ts';
import { readConfig } from '../config/config.ts';
import { inLanguage } from '../text/language.ts';
import { spokenTo, terminalLanguage } from './language.ts';
import { exitCodes } from './options.ts';

/** `rollout check`: all errors at once, with exit code 78; or what the file comes to. */
export async function check(file: string): Promise<number> {
  const result = readConfig(file, { env: process.env });
  const right = 'config' in result;
  const language = right
    ? spokenTo(result.config, os.userInfo().username, process.env)
    : (terminalLanguage(process.env) ?? 'en');
  (right ? process.stdout : process.stderr).write(inLanguage(language, () => checkText(result)));
  return right ? 0 : exitCodes.config;
}
