import { checkText } from '../config/check.ts';
import { readConfig } from '../config/config.ts';
import { exitCodes } from './options.ts';

/** `rollout check`: all errors at once, with exit code 78; or what the file comes to. */
export async function check(file: string): Promise<number> {
  const result = readConfig(file, { env: process.env });
  const right = 'config' in result;
  (right ? process.stdout : process.stderr).write(checkText(result));
  return right ? 0 : exitCodes.config;
}
