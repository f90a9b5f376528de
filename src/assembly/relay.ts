import type { Roster } from '../fleet/roster.ts';
import type { Changes } from '../store/changes.ts';

/** News is passed on under the sender's id, so that nobody hears its own. */
export function relay(changes: Changes, roster: Roster, self: string, log: (text: string) => void): void {
  let failing = false;
  changes.relay((subject) => {
    roster.wake(`${self} ${subject}`).then(
      () => {
        failing = false;
      },
      (error: unknown) => {
        // What is not heard is found by looking, a little later.
        if (!failing) log(`the other processes are not woken: ${String(error)}`);
        failing = true;
      },
    );
  });
  roster.onWake((message) => {
    const space = message.indexOf(' ');
    if (message.slice(0, space) !== self) changes.hear(message.slice(space + 1));
  });
}
