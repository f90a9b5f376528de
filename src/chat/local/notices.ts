import type { Card } from '../../model/card.ts';
import { say } from '../../text/say.ts';
import type { LinkOptions } from './link.ts';
import type { SessionOptions } from './session.ts';
import { createShow } from './show.ts';
import { printLines, type Terminal } from './terminal.ts';

/** What there is to say about the connection itself; it goes to the terminal until a surface takes it over. */
export interface Notices {
  readonly handlers: Pick<LinkOptions, 'onStarting'> & Pick<SessionOptions, 'onLost' | 'onBack'>;
  /** From now on lines go here, as somebody draws on the terminal. */
  via(print: (lines: readonly string[]) => void): void;
}

export function createNotices(terminal: Terminal, silent = false): Notices {
  let print = (lines: readonly string[]) => printLines(terminal, lines);
  const note = (title: () => string, tone: Card['tone']) => () => {
    if (!silent) print(createShow(terminal).card({ title: title(), tone }));
  };
  return {
    handlers: {
      onStarting: note(() => say`The bot is starting; the command waits for it.`, 'warning'),
      onLost: note(() => say`The bot went away; waiting for it to come back.`, 'warning'),
      onBack: note(() => say`The bot is back.`, 'good'),
    },
    via(other) {
      print = other;
    },
  };
}
