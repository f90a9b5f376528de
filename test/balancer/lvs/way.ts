import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../../src/model/failure.ts';
import type { OpenShell } from '../../../src/transport/shell.ts';

/** What lies between a balancer and a director, and can break. */
export interface Way {
  through(shell: OpenShell): OpenShell;
  /** Nothing can be run any more. */
  refuse(kind: 'unreachable' | 'denied'): void;
  /** Of each answer only so many bytes arrive, and then its regular end. */
  cut(after: number): void;
  /** Each command takes its time to get there. */
  slow(): void;
  /** Runs once, before the next script that changes something gets there. */
  beforeWrite(act: () => Promise<void>): void;
  heal(): void;
}

export function createWay(): Way {
  const whole = { refusal: undefined, most: Number.POSITIVE_INFINITY, lateMs: 0, before: undefined };
  let now: {
    readonly refusal: Failure | undefined;
    readonly most: number;
    readonly lateMs: number;
    before: (() => Promise<void>) | undefined;
  } = whole;
  return {
    through: (shell) => async (command, listener) => {
      const { refusal, most, lateMs } = now;
      if (refusal) throw refusal;
      await pause(lateMs);
      let sent = 0;
      const process = await shell(command, {
        ...listener,
        onStdout(chunk) {
          listener.onStdout(chunk.subarray(0, Math.max(0, most - sent)));
          sent += chunk.length;
        },
      });
      let passed: Promise<unknown> = Promise.resolve();
      return {
        ...process,
        write(data) {
          const act = /^ipvs '-[aed]'/m.test(data) ? now.before : undefined;
          if (act) now.before = undefined;
          passed = passed.then(act).then(() => process.write(data));
        },
        finish: () => void passed.then(() => process.finish()),
      };
    },
    refuse: (kind) => {
      now = { ...whole, refusal: new Failure(kind, 'the way', 'There is no way.') };
    },
    cut: (most) => {
      now = { ...whole, most };
    },
    slow: () => {
      now = { ...whole, lateMs: 50 };
    },
    beforeWrite: (before) => {
      now = { ...whole, before };
    },
    heal: () => {
      now = whole;
    },
  };
}
