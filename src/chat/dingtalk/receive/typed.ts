import type { RobotMessage } from './payloads.ts';

/** A mention of the robot at the start, in either width; DingTalk takes it away in groups, and nobody does elsewhere. */
const mention = /^(?:[@＠]\S+(?:\s+|$))+/u;
/** Letters and digits of an input method: they mean the same in names and releases, too. */
const fullWidth = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/gu;
/** A sentence's end that an input method adds. */
const sentenceEnd = /[。．｡！!；;，,、]+$/u;
/** The code marks that people put around commands. */
const marks = /^(`{1,3})([^`]+)\1$/u;

/**
 * What a person typed: the text of a message, or all texts of a rich one; undefined where it is something else. The
 * grammar itself understands full-width punctuation and the quotes and dashes that phones make.
 */
export function typedIn({ msgtype, text, content }: RobotMessage): string | undefined {
  if (msgtype === 'text' && text) return asTyped(text.content);
  if (msgtype === 'richText' && content)
    return asTyped(content.richText.map((part) => part.text ?? '').join(' '));
  return undefined;
}

export function asTyped(text: string): string {
  const line = text
    .replace(/[\r\n\t\u00a0\u2005\u3000]+/gu, ' ')
    .replace(fullWidth, (wide) => String.fromCodePoint(wide.charCodeAt(0) - 0xfee0))
    .trim();
  const rest = line.replace(mention, '').replace(sentenceEnd, '').trim();
  return (marks.exec(rest)?.[2]?.trim() ?? rest).replace(/^／/u, '/');
}
