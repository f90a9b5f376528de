import type { Content, Found, SlackClient } from '../../../../src/chat/slack/client/client.ts';
import { SlackFailure } from '../../../../src/chat/slack/client/trouble.ts';

export interface Message extends Content {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly mark?: string;
  readonly file?: string;
}

type Client = Pick<SlackClient, 'postMessage' | 'update' | 'find' | 'upload' | 'openDirect'>;
/** Stands between the delivery and this Slack: may let a call fail, before or after it took effect. */
export type Wire = <T>(method: string, does: () => T) => Promise<T>;

/** Just enough of Slack, in memory: conversations with messages in them. */
export function createFakeSlack() {
  const messages: Message[] = [];
  const refusing = new Map<string, string>();
  const calls: { readonly method: string; readonly channel: string; readonly at: number }[] = [];
  let last = 0;
  const ts = () => `${1_700_000_000 + ++last}.000000`;
  const refuse = (method: string, code: string) => {
    throw new SlackFailure(method, { kind: 'refused', code });
  };
  const enter = (method: string, channel: string) => {
    calls.push({ method, channel, at: performance.now() });
    const code = refusing.get(channel);
    if (code !== undefined) refuse(method, code);
  };
  const at = (channel: string, id: string) =>
    messages.findIndex((message) => message.channel === channel && message.ts === id);
  const inThread = (channel: string, threadTs: string | undefined) => {
    if (threadTs !== undefined && at(channel, threadTs) < 0) refuse('conversations', 'thread_not_found');
  };

  const client = (wire: Wire): Client => ({
    postMessage: (message) =>
      wire('chat.postMessage', () => {
        enter('chat.postMessage', message.channel);
        inThread(message.channel, message.threadTs);
        const posted = { ...message, ts: ts() };
        messages.push(posted);
        return { channel: posted.channel, ts: posted.ts };
      }),
    update: ({ channel, ts: id, ...content }) =>
      wire('chat.update', () => {
        enter('chat.update', channel);
        const index = at(channel, id);
        const before = messages[index];
        if (!before) return refuse('chat.update', 'message_not_found');
        messages[index] = { ...before, ...content };
      }),
    upload: (file, to) =>
      wire('files.completeUploadExternal', () => {
        enter('files.completeUploadExternal', to.channel);
        inThread(to.channel, to.threadTs);
        messages.push({ text: file.text, ...to, ts: ts(), file: file.name });
        return `F${last}`;
      }),
    find: (search, test) =>
      wire('conversations', () => {
        enter('conversations', search.channel);
        inThread(search.channel, search.threadTs);
        return messages
          .filter((each) => each.channel === search.channel && each.threadTs === search.threadTs)
          .map((each): Found => ({ ...each, files: each.file === undefined ? [] : [each.file] }))
          .find(test);
      }),
    openDirect: (user) =>
      wire('conversations.open', () => {
        enter('conversations.open', user);
        return `D${user}`;
      }),
  });
  return {
    client,
    messages,
    calls,
    /** From now on every call about this channel is refused so; undefined: no more. */
    refuse: (channel: string, code: string | undefined) =>
      code === undefined ? refusing.delete(channel) : refusing.set(channel, code),
    remove(channel: string, ts: string) {
      messages.splice(at(channel, ts), 1);
    },
    in: (channel: string) => messages.filter((message) => message.channel === channel),
  };
}

export type FakeSlack = ReturnType<typeof createFakeSlack>;
