import type { Notice } from '../../report/notices.ts';

/** A notice with what makes it known again. */
export interface Sent {
  readonly notice: Notice;
  /** The same for the same notice, however often it is sent. */
  readonly id: string;
  /** It may have arrived before: the answer was lost. */
  readonly again: boolean;
}

/** Takes notices somewhere. Throws NoticeFailure. */
export type Sender = (sent: Sent) => Promise<void>;
