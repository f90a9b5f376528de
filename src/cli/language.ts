import type { Config } from '../model/config.ts';
import { type Language, languageOf } from '../text/language.ts';

/** What this terminal reads, by its locale (POSIX: LC_ALL before LC_MESSAGES before LANG); undefined where it names none of ours. */
export const terminalLanguage = (env: NodeJS.ProcessEnv): Language | undefined =>
  languageOf([env.LC_ALL, env.LC_MESSAGES, env.LANG].find(Boolean));

/** In which language the executable speaks to this login. */
export const spokenTo = ({ people, language }: Config, login: string, env: NodeJS.ProcessEnv): Language =>
  people.find(({ local }) => local.includes(login))?.language ?? terminalLanguage(env) ?? language;
