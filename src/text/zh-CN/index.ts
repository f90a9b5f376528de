import { chatLocal } from './chat-local.ts';
import { cli } from './cli.ts';
import { command } from './command.ts';
import { commandProblems } from './command-problems.ts';
import { common } from './common.ts';
import { intake } from './intake.ts';

/** By file, as the tests look at them. */
export const parts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  common,
  command,
  commandProblems,
  intake,
  chatLocal,
  cli,
};

/** All that is said and kept, in Chinese. */
export const zhCN: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(parts));
