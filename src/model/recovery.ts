import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { type Saved, savedText } from './member.ts';
import type { OverrideState } from './override.ts';
import type { HostStep } from './rollout.ts';

/** Why somebody else takes up what a process of the bot left: it was started again, or another one took it over. */
export type RecoveryKind = 'restart' | 'takeover';

/** A member that is out on our account, and what its balancer showed when the work was taken up again. */
export interface FoundMember {
  readonly pool: string;
  readonly member: string;
  readonly saved: Saved;
  readonly now?: Pick<Saved, 'weight' | 'state'>;
  /** In the place of `now`: why it is not known. */
  readonly problem?: string;
}

/** A host that was under way, how far, and what comes next: it goes on, a person is asked, or was asked before. */
export interface FoundHost {
  readonly host: string;
  /** Of a rollout. */
  readonly step?: HostStep;
  /** Of an override. */
  readonly state?: OverrideState;
  readonly next: 'continue' | 'ask' | 'wait';
  readonly members: readonly FoundMember[];
}

/** `lb1/web says weight 0, drain, was weight 100, ready`; the member is named where it is not called like its host. */
export function foundText({ pool, member, saved, now, problem }: FoundMember, host: string): string {
  const what = member === host ? pool : `${pool} ${member}`;
  const was = savedText(saved);
  return now
    ? say`${what} says ${savedText(now)}, was ${was}`
    : say`${problem === undefined ? say`${what} is not known` : told(problem)}, was ${was}`;
}
