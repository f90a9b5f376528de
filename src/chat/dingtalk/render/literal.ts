const lookalikes: Readonly<Record<string, string>> = {
  '[': '［',
  ']': '］',
  '<': '＜',
  '>': '＞',
  '`': 'ˋ',
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '|': '｜',
  '\\': '＼',
};

/** No address that a click would follow: `dtmd:` sends text as the person who clicks. */
const scheme = /\b(dtmd|dingtalk|https?|ftp|file)(?=:\/\/)/giu;
/** At the start of a line these make a heading, a list or a rule. */
const opening = /^(\s*)([#+=-]|\d+[.)])(?=\s|[-=#+]|$)/u;

/**
 * Text from outside as it is: DingTalk's markdown knows no escapes, so its signs become characters that look alike, and
 * no part of it is a link, a heading, a list or a mention.
 */
export const literal = (text: string): string =>
  text
    .replace(/[[\]<>`\\|]|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu, (sign) => lookalikes[sign] ?? sign)
    .replace(/\*/gu, '∗')
    .replace(scheme, '$1\u200b')
    .replace(/@(?=\S)/gu, '@\u200b')
    .replace(opening, '$1\u200b$2');

/** The same for a title, which is bold as a whole. */
export const titled = (text: string): string =>
  literal(text.replace(/`([^`\n]+)`/gu, '“$1”').replace(quoteSpace, ''));

/** Chinese has no space around its quotes. */
const quoteSpace = /(?<=\p{Script=Han}) (?=“)|(?<=”) (?=\p{Script=Han})/gu;

/** A sentence of ours, in which commands stand between backticks: they are bold. */
export const sentence = (text: string): string =>
  text
    .split(/`([^`\n]+)`/u)
    .map((part, at) => (at % 2 === 1 ? `**${literal(part)}**` : literal(part)))
    .join('');
