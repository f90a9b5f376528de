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
  now === 'en'
    ? say`You are answered in English; \`language ${otherThan(now)}\` changes that`
    : say`You are answered in Chinese; \`language ${otherThan(now)}\` changes that`;
const chosenText = (now: Language): string =>
  now === 'en'
    ? say`From now on you are answered in English; channels keep their own language`
    : say`From now on you are answered in Chinese; channels keep their own language`;
const otherThan = (now: Language): Language => (now === 'en' ? 'zh-CN' : 'en');
