import type { Shown } from '../../report/board.ts';
import type { DeliveryOptions } from './options.ts';
import type { Target } from './platform.ts';
import { conversationOf, type Telling } from './telling.ts';
import type { Work } from './work.ts';

/** The bot's clock and the chat's may differ, in milliseconds. */
const clocksDifferMs = 600_000;

/** Does one piece of work, and records it. Throws what the chat or the database threw. */
export function carryOut(options: DeliveryOptions, telling: Telling, work: Work): Promise<void> {
  switch (work.act) {
    case 'post':
    case 'upload':
      return send(options, telling, work);
    case 'edit':
      return edit(options, telling, work);
    case 'find':
      return find(options, telling, work);
  }
}

/** That it may be there is durable before it is sent: whatever happens then, it is looked for before it is sent again. */
async function send(options: DeliveryOptions, telling: Telling, work: Work): Promise<void> {
  const { key } = work.post;
  const channel = await conversationFor(options, telling, work);
  const { hash } = work.rendered;
  await options.board.keep(telling.thread, { key, channel, hash });
  telling.unposted.delete(key);
  telling.shown?.set(key, { key, channel, hash, at: new Date(options.now?.() ?? Date.now()) });
  const sent = await (work.post.file
    ? upload(options, telling, work, channel)
    : post(options, telling, work, channel));
  await keep(options, telling, { key, hash, ...sent });
}

/** A new root goes where the thread has its place now; all else to its root. */
async function conversationFor(
  { platform }: DeliveryOptions,
  telling: Telling,
  { post }: Work,
): Promise<string> {
  if (post.key !== 'root') return conversationOf(telling);
  if (telling.directTo !== undefined) telling.direct ??= await platform.openDirect(telling.directTo);
  return telling.direct ?? telling.thread.place.channel;
}

const threadTs = (telling: Telling, key: string): { threadTs?: string } => {
  const ts = key === 'root' ? undefined : telling.shown?.get('root')?.ts;
  return ts === undefined ? {} : { threadTs: ts };
};

const targetOf = (
  { installation }: DeliveryOptions,
  telling: Telling,
  key: string,
  channel: string,
): Target => ({
  channel,
  ...threadTs(telling, key),
  mark: markOf(installation, telling, key),
});

const post = (options: DeliveryOptions, telling: Telling, { post, rendered }: Work, channel: string) =>
  rendered.post(targetOf(options, telling, post.key, channel));

async function upload(options: DeliveryOptions, telling: Telling, work: Work, channel: string) {
  const { key, file, card } = work.post;
  if (!file) throw new Error(`${key} has no file`); // not shown
  const target = targetOf(options, telling, key, channel);
  const ts = await options.platform.upload(await file(), target, card.title);
  return { channel, ts };
}

/** An edit can be sent again and again: it only ever says how it is now. */
async function edit(options: DeliveryOptions, telling: Telling, { shown, rendered }: Work): Promise<void> {
  if (shown?.ts === undefined) return;
  const { channel, ts, key } = shown;
  await rendered.update({ channel, ts }, markOf(options.installation, telling, key));
  await keep(options, telling, { ...shown, hash: rendered.hash });
}

/** What became of a message whose answer was lost. */
async function find(
  options: DeliveryOptions,
  telling: Telling,
  { post, shown, rendered }: Work,
): Promise<void> {
  if (!shown) return;
  const { key, file } = post;
  const name = (await file?.())?.name;
  const target = targetOf(options, telling, key, shown.channel);
  const sought = { ...target, ...around(shown.at), ...(name !== undefined && { file: name }) };
  const ts = await options.platform.find(sought, rendered);
  if (ts !== undefined) await keep(options, telling, { ...shown, ts });
  else telling.unposted.add(key);
}

/** When it was sent, if it was: a channel may have gone on for days since. */
const around = (at: Date | undefined) =>
  at && {
    since: new Date(at.getTime() - clocksDifferMs),
    until: new Date(at.getTime() + clocksDifferMs),
  };

/** What the chat shows is known in memory even where it can't be made durable: a later process looks for it. */
async function keep({ board }: DeliveryOptions, telling: Telling, shown: Shown): Promise<void> {
  telling.shown?.set(shown.key, shown);
  await board.keep(telling.thread, shown);
}

const markOf = (installation: string, { thread }: Telling, key: string): string =>
  [installation, thread.subject, key].join(' ');
