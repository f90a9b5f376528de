import { createDelivery as createOf, type Delivery } from '../../deliver/deliver.ts';
import { type Guard, type Telling, createTelling as tellingOf } from '../../deliver/lead.ts';
import { type DeliveryOptions, type Pace, patience } from '../../deliver/options.ts';
import type { Lead, Led } from '../../lead.ts';
import { type SlackDelivery, slackPlatform } from './platform.ts';

export type { Delivery };

export interface SlackDeliveryOptions extends Omit<DeliveryOptions, 'platform' | 'pace'>, SlackDelivery {
  readonly pace?: Partial<Pace>;
}

/** Slack takes about one message a second in a channel, and 50 of all else in a minute (tier 3). */
export const defaultPace: Pace = { ...patience, channelMs: 1_000, perMinute: 45 };

/** Brings Slack in line with the board. */
export const createDelivery = (options: SlackDeliveryOptions): Delivery =>
  createOf({ ...options, pace: { ...defaultPace, ...options.pace }, platform: slackPlatform(options) });

/** The same, by one process at a time. */
export function createTelling(
  options: SlackDeliveryOptions & { lead(key: string, led: Led): Lead },
): Telling {
  const { client, people } = options;
  const platform = (guard: Guard) => slackPlatform({ people, client: guarded(client, guard) });
  return tellingOf({ ...options, pace: { ...defaultPace, ...options.pace }, platform });
}

const guarded = (client: SlackDelivery['client'], guard: Guard): SlackDelivery['client'] => ({
  postMessage: guard(client.postMessage),
  update: guard(client.update),
  upload: guard(client.upload),
  openDirect: guard(client.openDirect),
  find: client.find,
});
