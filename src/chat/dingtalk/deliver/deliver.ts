import { createTelling as createOf, type Guard, type Telling } from '../../deliver/lead.ts';
import { type DeliveryOptions, type Pace, patience } from '../../deliver/options.ts';
import type { Platform } from '../../deliver/platform.ts';
import type { Lead, Led } from '../../lead.ts';
import type { DingTalkClient } from '../client/client.ts';
import { cardsPlatform } from './cards.ts';
import type { DingTalkDelivery } from './common.ts';
import { messagesPlatform } from './messages.ts';

export interface TellingOptions extends Omit<DeliveryOptions, 'platform' | 'pace'>, DingTalkDelivery {
  readonly pace?: Partial<Pace>;
  lead(key: string, led: Led): Lead;
}

/**
 * A robot may send 20 messages a minute, over all its groups: twelve of them tell, the others are left for answers.
 * Changes of cards fall under the API's own limit.
 */
export const defaultPace: Pace = { ...patience, channelMs: 1_000, perMinute: 60, postsPerMinute: 12 };

/** Brings DingTalk in line with the board, by cards or by messages, by one process at a time. */
export const createTelling = (options: TellingOptions): Telling =>
  createOf({
    ...options,
    pace: { ...defaultPace, ...options.pace },
    platform: (guard) => platformOf({ ...options, client: guarded(options.client, guard) }),
  });

export const platformOf = (options: DingTalkDelivery): Platform =>
  options.client.cards ? cardsPlatform(options, options.client.cards) : messagesPlatform(options);

const guarded = ({ robot, cards, sessions }: DingTalkClient, guard: Guard): DingTalkClient => ({
  robot: { send: guard(robot.send), sendTo: guard(robot.sendTo) },
  sessions: { heard: sessions.heard, say: guard(sessions.say) },
  ...(cards && { cards: { post: guard(cards.post), update: guard(cards.update) } }),
});
