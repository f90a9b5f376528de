import { createHash } from 'node:crypto';
import type { Platform, Rendered } from '../../deliver/platform.ts';
import type { Cards } from '../client/cards.ts';
import { DingTalkFailure } from '../client/trouble.ts';
import { cardParams, hashOf } from '../render/card-params.ts';
import { folded } from './arrange.ts';
import { common, type DingTalkDelivery, elsewhere } from './common.ts';
import { troubleOf } from './refusal.ts';

/** DingTalk with a card template: a post is a card, which is changed in place and found again by an id of ours. */
export function cardsPlatform(options: DingTalkDelivery, cards: Cards): Platform {
  return {
    ...common(options),
    edits: true,
    arrange: folded,
    render(thread, post, inDirect) {
      const why = inDirect && post.key === 'root' ? [{ text: elsewhere(thread) }] : [];
      const params = cardParams({ ...post.card, lines: [...why, ...(post.card.lines ?? [])] });
      const mention = (post.mention ?? []).flatMap(options.people.usersOf);
      const atUsers = Object.fromEntries(mention.map(({ staffId, name }) => [staffId, name]));
      return {
        hash: hashOf(params),
        async post({ channel, mark }) {
          const id = idOf(mark, channel);
          await cards.post(id, channel, params, atUsers);
          return { channel, ts: id };
        },
        update: ({ ts }) => cards.update(ts, params),
      };
    },
    find: ({ mark, channel }, rendered) => find(idOf(mark, channel), channel, mark, rendered),
  };
}

/** The same for the same post, so that it can be asked for; no other installation makes one like it. */
const idOf = (mark: string, channel: string): string =>
  createHash('sha256').update(`${mark} ${channel}`).digest('hex');

/** A card that takes a change is there. */
async function find(
  id: string,
  channel: string,
  mark: string,
  rendered: Rendered,
): Promise<string | undefined> {
  try {
    await rendered.update({ channel, ts: id }, mark);
    return id;
  } catch (error) {
    // What would be refused of a card that is there is refused of a new one too.
    const trouble = troubleOf(error);
    if (error instanceof DingTalkFailure && trouble?.kind === 'refused' && trouble.means !== 'token')
      return undefined;
    throw error;
  }
}
