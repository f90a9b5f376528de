import { chmodSync } from 'node:fs';
import { quote } from '../../../src/transport/quote.ts';
import type { OpenShell } from '../../../src/transport/shell.ts';

export interface Tap {
  readonly shell: OpenShell;
  /** What commands really go to. */
  under: OpenShell;
  /** Runs before a script is sent on; what it returns is waited for. */
  before: (script: string) => void | Promise<void>;
}

/** Stands between a balancer and a real shell: holds each script up until a test has done what it wants. */
export function createTap(under: OpenShell): Tap {
  const tap: Tap = {
    under,
    before: () => undefined,
    async shell(command, listener) {
      const process = await tap.under(command, listener);
      let sent: Promise<unknown> = Promise.resolve();
      const after = (send: () => void): void => {
        sent = sent.then(send);
      };
      return {
        ...process,
        write(data) {
          after(() => undefined);
          sent = sent.then(() => tap.before(data));
          after(() => process.write(data));
        },
        finish: () => after(process.finish),
      };
    },
  };
  return tap;
}

/** Whether a script is the one that changes something. */
export const isChange = (script: string): boolean => script.includes('flock');

/** Lets commands run as somebody who may write nothing there; for a test that runs as root. */
const asNobody =
  (open: OpenShell): OpenShell =>
  (command, listener) =>
    open(`exec setpriv --reuid=65534 --regid=65534 --clear-groups -- /bin/sh -c ${quote(command)}`, listener);

/** Makes a folder read-only for the commands that go through the tap. @returns undoes it */
export function protect(tap: Tap, dir: string): () => void {
  const { under } = tap;
  if (process.getuid?.() === 0) tap.under = asNobody(under);
  else chmodSync(dir, 0o555);
  return () => {
    tap.under = under;
    chmodSync(dir, 0o755);
  };
}
