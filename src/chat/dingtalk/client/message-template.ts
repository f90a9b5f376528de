import type { Message } from '../render/message.ts';

/** A message as the robot API wants it: `msgParam` is JSON within JSON. */
export interface Template {
  readonly msgKey: string;
  readonly msgParam: string;
}

/**
 * One button has names of its own, two to five are numbered, without any it is plain markdown
 * (https://open.dingtalk.com/document/development/robot-message-type).
 */
export function templateOf({ title, text, buttons }: Message): Template {
  const [first] = buttons;
  if (!first) return template('sampleMarkdown', { title, text });
  if (buttons.length === 1)
    return template('sampleActionCard', { title, text, singleTitle: first.title, singleURL: first.url });
  const numbered = buttons.flatMap((button, at) => [
    [`actionTitle${at + 1}`, button.title],
    [`actionURL${at + 1}`, button.url],
  ]);
  return template(`sampleActionCard${buttons.length}`, { title, text, ...Object.fromEntries(numbered) });
}

const template = (msgKey: string, params: object): Template => ({ msgKey, msgParam: JSON.stringify(params) });
