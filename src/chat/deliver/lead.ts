import type { Lead, Led } from '../lead.ts';
import { createDelivery, type Delivery } from './deliver.ts';
import type { DeliveryOptions } from './options.ts';
import type { Platform } from './platform.ts';

/** A method of a chat's client, that sends nothing once another process has the lead. */
export type Guard = <A extends readonly unknown[], R>(
  call: (...args: A) => Promise<R>,
) => (...args: A) => Promise<R>;

export interface TellingOptions extends Omit<DeliveryOptions, 'platform'> {
  /** @param guard goes around whatever changes something in the chat */
  platform(guard: Guard): Platform;
  lead(key: string, led: Led): Lead;
}

export interface Telling {
  /** From now on this process tells, whenever it is its turn. */
  start(): void;
  stop(): Promise<void>;
}

/**
 * Of several processes one delivers at a time: what is left over when the lead goes to another one is what a death leaves
 * over, and is made up for in the same way.
 */
export function createTelling(options: TellingOptions): Telling {
  let lead: Lead | undefined;
  let delivery: Delivery | undefined;
  const platform = options.platform(whileLeading(() => lead));
  const led: Led = {
    async begin() {
      delivery = createDelivery({ ...options, platform });
      await delivery.start();
    },
    async end() {
      await delivery?.stop();
      delivery = undefined;
    },
  };
  return {
    start() {
      lead = options.lead(`deliver/${platform.chat}`, led);
    },
    stop: async () => lead?.stop(),
  };
}

/** Looked at right before each request: a process that stood still may have lost its lead meanwhile. */
const whileLeading =
  (lead: () => Lead | undefined): Guard =>
  (call) =>
  (...args) =>
    lead()?.isMine() ? call(...args) : Promise.reject(new Error('another process tells now')); // not shown
