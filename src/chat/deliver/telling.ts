import type { Post, Shown, Thread } from '../../report/board.ts';
import type { DeliveryOptions, Pace } from './options.ts';
import type { Platform } from './platform.ts';
import { type Work, workOf } from './work.ts';

/** Work with the time since which it has been waiting. */
export interface Waiting extends Work {
  readonly since: number;
}

/** A thread that is being told: what is known of it, and what is left to do. */
export interface Telling {
  readonly thread: Thread;
  /** Something was recorded since the last look. */
  dirty: boolean;
  /** Of the last look; 0 before the first. */
  lookedAt: number;
  work: readonly Waiting[];
  /** The last look did not succeed. */
  failing: boolean;
  /** Nothing more will come. */
  final: boolean;
  requester: string | undefined;
  /** By key; undefined until they were read. */
  shown: Map<string, Shown> | undefined;
  readonly unposted: Set<string>;
  readonly refused: Map<string, string>;
  /** The user whom it is told directly: its place is theirs, or can't be written to … */
  directTo: string | undefined;
  /** … and the conversation with them. */
  direct: string | undefined;
  /** A place that can't be written to is left alone until then. */
  shutUntil: number;
  /** Messages whose answer was lost are looked for from then on. */
  settledAt: number;
  /** How often its root was found to be gone. */
  rootsLost: number;
  /** Messages that the chat failed at last time, by key. */
  readonly putOff: Map<string, PutOff>;
}

/** How often in a row it failed, and until when it lets others pass. */
interface PutOff {
  readonly times: number;
  readonly until: number;
}

export const newTelling = (thread: Thread, { personAt }: Pick<Platform, 'personAt'>): Telling => ({
  thread,
  dirty: true,
  lookedAt: 0,
  work: [],
  failing: false,
  final: false,
  requester: undefined,
  shown: undefined,
  unposted: new Set(),
  refused: new Map(),
  directTo: personAt(thread),
  direct: undefined,
  shutUntil: 0,
  settledAt: 0,
  rootsLost: 0,
  putOff: new Map(),
});

/** Waits that grow, for this message alone: one that the chat always fails at must not hold up the others. */
export function putOff(telling: Telling, { post }: Work, pace: Pace, now: number): void {
  const times = (telling.putOff.get(post.key)?.times ?? 0) + 1;
  telling.putOff.set(post.key, { times, until: now + waitAfter(times, pace) });
}

/** How long to wait after so many failures in a row, in milliseconds. */
export const waitAfter = (failures: number, { backOffMs, backOffMostMs }: Pace): number =>
  Math.min(backOffMostMs, backOffMs * 2 ** Math.min(failures - 1, 20));

/** The conversation that its next message goes to. */
export const conversationOf = ({ thread, direct, shown }: Telling): string =>
  shown?.get('root')?.channel ?? direct ?? thread.place.channel;

/** Finds out what the thread should show now, and what of it is left to do. */
export async function look(options: DeliveryOptions, telling: Telling, now: number): Promise<void> {
  const { board } = options;
  const { thread } = telling;
  telling.dirty = false;
  telling.shown ??= await readShown(options, telling);
  const told = await board.posts(thread);
  telling.final = told.final;
  telling.requester = told.requester;
  telling.lookedAt = now;
  const { arrange = (posts) => posts } = options.platform;
  recompute(options, telling, arrange(told.posts), now);
}

async function readShown({ board }: DeliveryOptions, telling: Telling): Promise<Map<string, Shown>> {
  const shown = new Map(await board.shown(telling.thread));
  const root = shown.get('root');
  if (root && root.channel !== telling.thread.place.channel) telling.direct = root.channel;
  return shown;
}

function recompute(options: DeliveryOptions, telling: Telling, posts: readonly Post[], now: number): void {
  const { thread, unposted, refused, direct, directTo, shown = new Map<string, Shown>() } = telling;
  const { edits, render } = options.platform;
  const rendered = (post: Post) => render(thread, post, (direct ?? directTo) !== undefined);
  const before = new Map(telling.work.map(({ post, since }) => [post.key, since]));
  telling.work = workOf(posts, { shown, unposted, refused, edits }, rendered).map((work) => ({
    ...work,
    since: before.get(work.post.key) ?? now,
  }));
}
