import type { Limits } from './limits.ts';
import type { DeliveryOptions, Pace } from './options.ts';
import type { Refusal } from './platform.ts';
import { conversationOf, type Telling } from './telling.ts';
import type { Work } from './work.ts';

/** A thread whose root is deleted again and again is left alone for a while. */
const mostRootsLost = 5;

interface Context {
  readonly options: DeliveryOptions;
  readonly pace: Pace;
  readonly limits: Limits;
  now(): number;
}

/**
 * Notes what a failure means for the thread and its message.
 * @returns whether everything in this channel has to wait a while, as the chat or the database is away
 */
export function onTrouble(context: Context, telling: Telling, work: Work, error: unknown): boolean {
  const trouble = context.options.platform.troubleOf(error, work.act);
  if (!trouble) return true;
  if (trouble.kind === 'ratelimited') {
    noEffect(telling, work);
    context.limits.hold(work.act, conversationOf(telling), trouble.retryAfterMs);
    return false;
  }
  if (trouble.kind === 'away') {
    if (trouble.done === 'no') noEffect(telling, work);
    else telling.settledAt = context.now() + context.pace.settleMs;
    return true;
  }
  return onRefusal(context, telling, work, trouble);
}

/** It is certain that it is not there: it may be sent without a look. */
function noEffect({ unposted }: Telling, { act, post }: Work): void {
  if (act === 'post' || act === 'upload') unposted.add(post.key);
}

interface Refused {
  readonly means: Refusal;
  readonly code: string;
}

function onRefusal(context: Context, telling: Telling, work: Work, { means, code }: Refused): boolean {
  noEffect(telling, work);
  const { key } = work.post;
  switch (means) {
    case 'token':
      return true;
    case 'gone':
      onGone(context, telling, work);
      return false;
    case 'shut':
      onShut(context, telling, code);
      return false;
    case 'content':
      telling.refused.set(key, work.rendered.hash);
      context.options.log(`the message ${key} of ${telling.thread.subject} is not taken: ${code}`);
      return false;
  }
}

/** Somebody deleted it: an edited message itself, else the one over the thread. It is posted anew. */
function onGone({ pace, now }: Context, telling: Telling, { act, post }: Work): void {
  const gone = act === 'edit' ? post.key : 'root';
  telling.shown?.delete(gone);
  if (act === 'find') telling.unposted.add(post.key);
  if (gone !== 'root') return;
  telling.rootsLost += 1;
  if (telling.rootsLost > mostRootsLost) telling.shutUntil = now() + pace.shutMs;
}

/** Told to who asked for it, directly; where that is not possible either it is tried again later, as long as it lasts. */
function onShut({ options, pace, now }: Context, telling: Telling, code: string): void {
  const { thread, requester, direct, directTo } = telling;
  const where = direct ?? thread.place.channel;
  const { name, userOf } = options.platform;
  const user = requester === undefined ? undefined : userOf(requester);
  if (direct === undefined && directTo === undefined && user !== undefined) {
    options.log(
      `${name}: ${thread.subject} can't be told in ${where} (${code}); ${requester} is told directly`,
    );
    telling.directTo = user;
    telling.shown?.delete('root');
    return;
  }
  options.log(`${thread.subject} can't be told in ${where} (${code})`);
  telling.shutUntil = now() + pace.shutMs;
}
