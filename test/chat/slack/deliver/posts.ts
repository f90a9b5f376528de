import type { Post } from '../../../../src/report/board.ts';

export const post = (key: string, title: string, more: Partial<Post> = {}): Post => ({
  key,
  rank: key === 'root' ? 'root' : key.startsWith('ask/') ? 'urgent' : 'progress',
  card: { title, tone: 'plain' },
  ...more,
});

export const filePost = (key: string, name: string): Post =>
  post(key, `all of ${name}`, { file: async () => ({ name, text: `printed in ${name}` }) });

/** Waits as short as they can be. */
export const fast = {
  channelMs: 0,
  perMinute: 1_000_000,
  lookMs: 20,
  settleMs: 1,
  backOffMs: 1,
  backOffMostMs: 4,
  shutMs: 20,
  agingMs: 10_000,
};
