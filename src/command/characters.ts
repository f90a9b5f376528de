/** Invisible characters that chats and web pages leave in copied text; they carry no meaning and are dropped. */
const strays = /[\u00ad\u200b-\u200d\u2060\ufeff]/gu;
/** Control, formatting (all bidi marks among them) and lone surrogate characters; tab and line ends are spaces. */
const refused = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}]/u;
/** What shows as nothing though it is no control character: fillers, variation selectors, the empty Braille cell. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800]/u;
const lineEnd = /[\t\n\r\u2028\u2029]/u;

/** The text without stray invisible characters. */
export const withoutStrays = (text: string): string => text.replace(strays, '');

/** The first character that no command may contain, as `U+202E`. */
export const refusedIn = (text: string): string | undefined => codeOf(refused.exec(text));
/** The first character in a name or release that nobody could see. */
export const unseenIn = (text: string): string | undefined => codeOf(unseen.exec(text));
/** The first line end or tab: fine between words, refused within one. */
export const lineEndIn = (text: string): string | undefined => codeOf(lineEnd.exec(text));

/** Full-width letters, digits and punctuation (an input method's) as their ASCII selves. */
export const halfWidth = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/gu, (wide) => String.fromCodePoint(wide.charCodeAt(0) - 0xfee0))
    .replace(/[、。｡【】\u3000\u00a0\u2007\u202f]/gu, (wide) => asAscii[wide] ?? ' ');

/** What an input method makes of ASCII outside of the full-width block; what else is replaced is a space. */
const asAscii: Readonly<Record<string, string>> = { '、': ',', '。': '.', '｡': '.', '【': '[', '】': ']' };

/** Chinese characters, by which a Chinese verb or duration is told from an English one. */
export const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** What somebody typed, short and in one line, to be quoted back. */
export const shown = (text: string): string => {
  const line = [...text.replace(/\s+/gu, ' ')];
  return line.length > 40 ? `${line.slice(0, 40).join('')}…` : line.join('');
};

function codeOf(match: RegExpExecArray | null): string | undefined {
  const code = match?.[0].codePointAt(0);
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
