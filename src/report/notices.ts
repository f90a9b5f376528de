import type { Tone } from '../model/card.ts';
import type { Entry, EventBody } from '../model/event.ts';
import type { Override } from '../model/override.ts';
import type { HostStatus, Rollout, RolloutState } from '../model/rollout.ts';
import type { Store } from '../store/store.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import type { Board, Post, Thread } from './board.ts';
import { overrideCard } from './override-card.ts';
import { plain } from './plain.ts';
import { rolloutCard } from './rollout-card.ts';

/** That a rollout or an override has reached a state, as data for whoever only wants to be told. */
export interface Notice {
  /** Which of the subject's states: `381`. The same for the same state, however often it is sent. */
  readonly n: string;
  readonly at: Date;
  readonly subject: string;
  readonly kind: 'rollout' | 'override';
  readonly state: string;
  readonly cluster: string;
  readonly requester: string;
  readonly reason?: string;
  /** Of a rollout: what it does (deploy, restart …) and with which release. */
  readonly does?: string;
  readonly release?: string;
  readonly approvers?: readonly string[];
  /** Of an override. */
  readonly host?: string;
  /** One sentence for people. */
  readonly text: string;
  readonly tone: Tone;
}

export interface NoticePost extends Post {
  readonly notice: Notice;
}

export const isNoticePost = (post: Post): post is NoticePost => 'notice' in post;

/** The board for those who are only told: a message for each state that a rollout or an override has been in. */
export function createNoticeBoard(board: Board, store: Store): Board {
  return {
    ...board,
    async posts(thread) {
      // Read first: what is final in it is in the journal too.
      const { final } = await board.posts(thread);
      const notices = await noticesOf(store, thread);
      return { posts: notices.map(postOf), final };
    },
  };
}

async function noticesOf(store: Store, { subject }: Thread): Promise<readonly Notice[]> {
  const entries = await store.journal.after(subject, 0);
  const rollout = await store.rollouts.get(subject);
  if (rollout) {
    const hosts = await store.rollouts.hosts(subject);
    return entries.flatMap((entry) => ofRollout(rollout, hosts, entry));
  }
  const override = await store.overrides.get(subject);
  return override ? entries.flatMap((entry) => ofOverride(override, entry)) : [];
}

function ofRollout(rollout: Rollout, hosts: readonly HostStatus[], { seq, at, body }: Entry): Notice[] {
  const state = stateIn(body);
  if (state === undefined) return [];
  const reason = body.type === 'state' ? body.reason : undefined;
  const { id: subject, cluster, kind: does, release, requester, approvers } = rollout;
  const { title, tone } = rolloutCard({ ...rollout, state }, hosts, { now: at });
  const common = { n: String(seq), at, subject, kind: 'rollout' as const, state, cluster, requester };
  return [{ ...common, does, release, approvers, text: withReason(title, reason), tone, ...given(reason) }];
}

/** What is planned awaits its approval; the one that is enough lets it wait for the lock. */
function stateIn(body: EventBody): RolloutState | undefined {
  if (body.type === 'planned') return 'awaiting-approval';
  if (body.type === 'approved') return body.enough ? 'queued' : undefined;
  return body.type === 'state' ? body.state : undefined;
}

function ofOverride(override: Override, { seq, at, body }: Entry): Notice[] {
  if (body.type !== 'override-state' && body.type !== 'override') return [];
  const state = body.type === 'override-state' ? body.state : 'awaiting-approval';
  const { id: subject, cluster, host, requester, reason } = override;
  const { title, tone } = overrideCard({ override: { ...override, state }, now: at });
  const common = { n: String(seq), at, subject, kind: 'override' as const, state, cluster };
  return [{ ...common, requester, host, reason, text: withReason(title, reason), tone }];
}

const given = (reason: string | undefined) => (reason === undefined ? {} : { reason });

const withReason = (title: string, reason: string | undefined): string =>
  reason === undefined ? title : say`${title}: ${plain(told(reason), 500)}`;

/** The first one is what a thread has to have before all others. */
const postOf = (notice: Notice, i: number): NoticePost => ({
  key: i === 0 ? 'root' : `state/${notice.n}`,
  rank: 'root',
  card: { title: notice.text, tone: notice.tone },
  notice,
});
