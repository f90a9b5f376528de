import { isNoticePost } from '../../report/notices.ts';
import type { Platform, Target } from '../deliver/platform.ts';
import type { Sender } from './sender.ts';
import { NoticeFailure } from './trouble.ts';

/**
 * Those who are only told, by name: nothing that was sent can be changed or looked up. A notice whose answer was lost is
 * sent once more, with the id that it had.
 */
export function noticePlatform(senders: ReadonlyMap<string, Sender>): Platform {
  const unsure = new Set<string>();
  return {
    chat: 'notice',
    name: 'notices',
    edits: false,
    render: (_thread, post) => ({
      hash: 'once',
      async post({ channel, mark }: Target) {
        const send = senders.get(channel);
        // Gone from the config: nobody wants to be told any more.
        if (!send || !isNoticePost(post)) return { channel, ts: 'nobody' };
        await send({ notice: post.notice, id: mark.replaceAll(' ', '/'), again: unsure.has(mark) });
        unsure.delete(mark);
        return { channel, ts: mark };
      },
      update: () => Promise.reject(new Error('a notice can not be changed')), // not shown
    }),
    async find({ mark }) {
      unsure.add(mark);
      return undefined;
    },
    upload: () => Promise.reject(new Error('notices have no files')), // not shown
    openDirect: () => Promise.reject(new Error('notices go to nobody directly')), // not shown
    personAt: () => undefined,
    userOf: () => undefined,
    troubleOf: (error) => (error instanceof NoticeFailure ? error.trouble : undefined),
  };
}
