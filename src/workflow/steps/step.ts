import type { FailureKind } from '../../model/failure.ts';
import type { HostStep } from '../../model/rollout.ts';
import type { At } from '../at.ts';
import type { Tools } from '../tools.ts';

/** How a step ended, as data: the host's sequence decides by it. */
export type StepEnd =
  | { readonly is: 'ok'; readonly detail?: string }
  /** A person or the policy wanted it to stop, and it did. */
  | { readonly is: 'stopped' }
  /** A person took the host out by hand: it is left alone. */
  | { readonly is: 'yielded'; readonly reason: string }
  | {
      readonly is: 'failed';
      readonly kind: FailureKind;
      readonly reason: string;
      /** The step can be passed over by a person's `promote`. */
      readonly passable?: boolean;
      /** The policy for just this failure has answered: the rollout ends, whatever `onFailure` says. */
      readonly aborts?: boolean;
      /** A person made it stop, or only a person can tell: no policy answers. */
      readonly asks?: boolean;
      /** Where a retry begins, if not where it usually does. */
      readonly retryFrom?: HostStep;
    };

/** After a crash a person decided what becomes of the host, and that is done: no further step. */
export interface Settled {
  readonly is: 'settled';
  readonly reason?: string;
}

/** One step of a host. It may be run again at any time: after a crash it finds what it did before. */
export type Step = (tools: Tools, at: At) => Promise<StepEnd>;

export const ok: StepEnd = { is: 'ok' };
export const stopped: StepEnd = { is: 'stopped' };
