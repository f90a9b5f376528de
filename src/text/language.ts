import { AsyncLocalStorage } from 'node:async_hooks';

/** The languages that every text of the bot exists in, by their BCP 47 tags. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** Who reads what is said now, and the English of what was said to them. */
interface Reader {
  readonly language: Language;
  readonly english: Map<string, string>;
}

const readers = new AsyncLocalStorage<Reader>();
/** A reader that stays for hours is not remembered everything. */
const mostRemembered = 5_000;

/** Runs `run`, and all that it awaits, for somebody who reads this language; what was said around it is still known. */
export function inLanguage<T>(wanted: Language, run: () => T): T {
  const around = readers.getStore();
  if (around?.language === wanted) return run();
  return readers.run({ language: wanted, english: around?.english ?? new Map() }, run);
}

/** The reader's language; English where nobody said who reads: logs, the journal, workflows. */
export const language = (): Language => readers.getStore()?.language ?? 'en';

/** Keeps what `shown` is in English, and gives `shown`. */
export function remember(shown: string, english: string): string {
  const known = readers.getStore()?.english;
  if (!known || shown === english) return shown;
  if (known.size >= mostRemembered) known.clear();
  known.set(shown, english);
  return shown;
}

/** The English of a text that was said to this reader, for what is recorded of it; any other text as it is. */
export const inEnglish = (text: string): string => readers.getStore()?.english.get(text) ?? text;

/** `zh_CN.UTF-8`, `zh-Hans`, `zh` → `zh-CN`; undefined for what names none of our languages. */
export function languageOf(locale: string | undefined): Language | undefined {
  const [tongue] = (locale ?? '').toLowerCase().split(/[-_.@]/u);
  return languages.find((each) => each.split('-')[0] === tongue);
}
