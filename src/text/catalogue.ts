import type { Language } from './language.ts';
import { zhCN } from './zh-CN/index.ts';

const catalogues: Readonly<Record<Exclude<Language, 'en'>, ReadonlyMap<string, string>>> = {
  'zh-CN': new Map(Object.entries(zhCN)),
};

/** The template of a language for an English one; undefined in English, and for what nobody translated. */
export const translation = (language: Language, key: string): string | undefined =>
  language === 'en' ? undefined : catalogues[language].get(key);

/** All templates of a language by their English ones; none in English. */
export const translations = (language: Language): ReadonlyMap<string, string> =>
  language === 'en' ? new Map() : catalogues[language];
