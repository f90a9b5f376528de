const chinese = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff01-\\uff60]';
/** What must not begin a line, and what must not end one. */
const closing = '[，。、；：！？）》”’】…]';
const opening = '[（《“‘【]';
const atom = new RegExp(`${opening}*(?:${chinese}|(?:(?!${chinese}|${opening}).)+)${closing}*|.`, 'gsu');

/**
 * A word in the pieces between which a line may end: Chinese has no spaces, and ends a line behind any character but
 * before its closing marks. A word without Chinese is one piece.
 */
export const atomsOf = (word: string): readonly string[] =>
  hasChinese.test(word) ? (word.match(atom) ?? []) : [word];
const hasChinese = new RegExp(chinese, 'u');
