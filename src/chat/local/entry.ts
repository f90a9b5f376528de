import { parseCommand } from '../../command/parse.ts';
import type { Button, Card } from '../../model/card.ts';
import { say } from '../../text/say.ts';
import { press } from './labels.ts';

/** What a typed line comes to: a command to send, or something to say; `open` while the person has to say more. */
export type Typed = { readonly command: string } | { readonly card: Card; readonly open: boolean };

/** Reads what is typed at a prompt: commands, and the labels of buttons. */
export interface Entry {
  read(line: string, buttons: readonly Button[]): Typed;
}

/** In both languages, whichever the question was in. */
const yes = /^\s*(y|yes|是|是的|好|好的|确定|确认)\s*$/iu;
const no = /^\s*(n|no|否|不|不是|取消)\s*$/iu;

/** A button that asks before it acts is asked about once; a typed command says by itself what it does. */
export function createEntry(): Entry {
  let asked: string | undefined;
  const pressed = (line: string, buttons: readonly Button[]): Typed => {
    const found = press(line, buttons);
    if (!found) return { command: line };
    if ('several' in found)
      return { card: { title: say`That could be: ${found.several.join(' · ')}`, tone: 'plain' }, open: true };
    if (found.confirm === undefined) return { command: found.command };
    asked = found.command;
    return { card: question(found.confirm, found.command), open: true };
  };
  return {
    read(line, buttons) {
      const about = asked;
      asked = undefined;
      if (about !== undefined && yes.test(line)) return { command: about };
      if (about !== undefined && no.test(line))
        return { card: { title: say`It was not sent.`, tone: 'plain' }, open: false };
      return 'command' in parseCommand(line) ? { command: line } : pressed(line, buttons);
    },
  };
}

const question = (confirm: string, command: string): Card => ({
  title: confirm,
  tone: 'warning',
  lines: [{ text: say`yes sends “${command}”, anything else does not.` }],
});
