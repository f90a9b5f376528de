import { translations } from './catalogue.ts';
import { known } from './known.ts';
import { type Language, language, remember } from './language.ts';
import { type Reader, read } from './reading.ts';

/** What is longer was not made of our templates alone: output, a body. */
const longest = 4_000;
/** Of one text: so many of its parts are looked up, whatever it looks like. */
const mostLookedUp = 300;
const readers = new Map<Language, Reader>();

/**
 * A text that was kept in English, in the reader's language: by the template that it was made of, or part by part. What
 * is not ours (a person's reason, what a host printed) stays as it is, and so does everything in English.
 */
export function told(text: string): string {
  if (language() === 'en' || text.length > longest) return text;
  const reader = readerOf(language());
  // A word alone may be anybody's: it is ours only where the caller gives nothing else.
  const word = reader.whole.get(text);
  reader.left = mostLookedUp;
  reader.about = /^(\S+): /u.exec(text)?.[1];
  return remember(word ?? read(reader, text).text, text);
}

function readerOf(wanted: Language): Reader {
  const before = readers.get(wanted);
  if (before) return before;
  const made = { ...known(translations(wanted)), cache: new Map(), left: 0, about: undefined };
  readers.set(wanted, made);
  return made;
}
