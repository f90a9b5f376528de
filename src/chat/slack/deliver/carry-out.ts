import type { Shown } from '../../../report/board.ts';
import type { Found } from '../client/client.ts';
import type { DeliveryOptions } from './options.ts';
import { conversationOf, type Telling } from './telling.ts';
import type { Work } from './work.ts';

/** The bot's clock and Slack's may differ, in milliseconds. */
const clocksDifferMs = 600_000;

/** Does one piece of work, and records it. Throws SlackFailure, or what the database threw. */
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
  { client }: DeliveryOptions,
  telling: Telling,
  { post }: Work,
): Promise<string> {
  if (post.key !== 'root') return conversationOf(telling);
  if (telling.directTo !== undefined) telling.direct ??= await client.openDirect(telling.directTo);
  return telling.direct ?? telling.thread.place.channel;
}

const threadTs = (telling: Telling, key: string): { threadTs?: string } => {
  const ts = key === 'root' ? undefined : telling.shown?.get('root')?.ts;
  return ts === undefined ? {} : { threadTs: ts };
};

function post({ client, installation }: DeliveryOptions, telling: Telling, work: Work, channel: string) {
  const { key } = work.post;
  return client.postMessage({
    channel,
    ...work.rendered.content,
    ...threadTs(telling, key),
    mark: markOf(installation, telling, key),
  });
}

async function upload({ client }: DeliveryOptions, telling: Telling, work: Work, channel: string) {
  const { key, file } = work.post;
  if (!file) throw new Error(`${key} has no file`);
  const { text } = work.rendered.content;
  const ts = await client.upload(await file(), { channel, text, ...threadTs(telling, key) });
  return { channel, ts };
}

/** An edit can be sent again and again: it only ever says how it is now. */
async function edit(options: DeliveryOptions, telling: Telling, { shown, rendered }: Work): Promise<void> {
  if (shown?.ts === undefined) return;
  const { channel, ts } = shown;
  await options.client.update({ channel, ts, ...rendered.content });
  await keep(options, telling, { ...shown, hash: rendered.hash });
}

/** What became of a message whose answer was lost. */
async function find(options: DeliveryOptions, telling: Telling, { post, shown }: Work): Promise<void> {
  if (!shown) return;
  const { key, file } = post;
  const name = (await file?.())?.name;
  const mark = markOf(options.installation, telling, key);
  const isIt = (found: Found) => (name === undefined ? found.mark === mark : found.files.includes(name));
  const search = { channel: shown.channel, ...threadTs(telling, key), ...around(shown.at) };
  const found = await options.client.find(search, isIt);
  if (found) await keep(options, telling, { ...shown, ts: found.ts });
  else telling.unposted.add(key);
}

/** When it was sent, if it was: a channel may have gone on for days since. */
const around = (at: Date | undefined) =>
  at && {
    since: new Date(at.getTime() - clocksDifferMs),
    until: new Date(at.getTime() + clocksDifferMs),
  };

/** What Slack shows is known in memory even where it can't be made durable: a later process looks for it. */
async function keep({ board }: DeliveryOptions, telling: Telling, shown: Shown): Promise<void> {
  telling.shown?.set(shown.key, shown);
  await board.keep(telling.thread, shown);
}

const markOf = (installation: string, { thread }: Telling, key: string): string =>
  [installation, thread.subject, key].join(' ');
