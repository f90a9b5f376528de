import type { Lead, Led } from '../../lead.ts';
import { createDelivery, type Delivery } from './deliver.ts';
import type { DeliveryOptions } from './options.ts';

export interface TellingOptions extends DeliveryOptions {
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
  const led: Led = {
    async begin() {
      delivery = createDelivery({ ...options, client: whileLeading(options.client, () => lead) });
      await delivery.start();
    },
    async end() {
      await delivery?.stop();
      delivery = undefined;
    },
  };
  return {
    start() {
      lead = options.lead('deliver/slack', led);
    },
    stop: async () => lead?.stop(),
  };
}

/** Looked at right before each request: a process that stood still may have lost its lead meanwhile. */
function whileLeading(
  client: DeliveryOptions['client'],
  lead: () => Lead | undefined,
): DeliveryOptions['client'] {
  const guarded =
    <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      lead()?.isMine() ? call(...args) : Promise.reject(new Error('another process tells now'));
  return {
    postMessage: guarded(client.postMessage),
    update: guarded(client.update),
    upload: guarded(client.upload),
    openDirect: guarded(client.openDirect),
    find: client.find,
  };
}
