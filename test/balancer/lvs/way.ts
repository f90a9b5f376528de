import { Failure } from '../../../src/model/failure.ts';
import type { OpenShell } from '../../../src/transport/shell.ts';

/** What lies between a balancer and a director, and can break. */
export interface Way {
  through(shell: OpenShell): OpenShell;
  /** Nothing can be run any more. */
  refuse(kind: 'unreachable' | 'denied'): void;
  /** Of each answer only so many bytes arrive, and then its regular end. */
  cut(after: number): void;
  heal(): void;
}

export function createWay(): Way {
  let refusal: Failure | undefined;
  let most = Number.POSITIVE_INFINITY;
  return {
    through: (shell) => async (command, listener) => {
      if (refusal) throw refusal;
      let sent = 0;
      return shell(command, {
        ...listener,
        onStdout(chunk) {
          listener.onStdout(chunk.subarray(0, Math.max(0, most - sent)));
          sent += chunk.length;
        },
      });
    },
    refuse: (kind) => {
      refusal = new Failure(kind, 'the way', 'There is no way.');
    },
    cut: (after) => {
      most = after;
    },
    heal: () => {
      refusal = undefined;
      most = Number.POSITIVE_INFINITY;
    },
  };
}
