import { language as current, inLanguage, type Language } from '../../text/language.ts';
import { say } from '../../text/say.ts';
import type { Handler } from '../desk.ts';

/** Answered in the language that it is about. */
export const language: Handler<'language'> = async ({ tools }, { language: wanted }, { person }) => {
  if (wanted !== undefined) await tools.store.languages.choose(person, wanted);
  const now = wanted ?? current();
  const title = inLanguage(now, () => (wanted === undefined ? readsText(now) : chosenText(now)));
  return { code: 'ok', card: { title, tone: wanted === undefined ? 'plain' : 'good' }, language: now };
};

const readsText = (now: Language): string =>
  say`You are answered in ${nameOf(now)}; \`language ${otherThan(now)}\` changes that`;
const chosenText = (now: Language): string =>
  say`From now on you are answered in ${nameOf(now)}; channels keep their own language`;

const nameOf = (wanted: Language): string => (wanted === 'en' ? say`English` : say`Chinese`);
const otherThan = (now: Language): Language => (now === 'en' ? 'zh-CN' : 'en');
