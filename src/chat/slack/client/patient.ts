import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackClient } from './api.ts';
import { SlackFailure } from './trouble.ts';

/** Longer than that nobody waits for an answer, in milliseconds. */
const mostMs = 30_000;
const firstMs = 1_000;
const mostTries = 4;

/**
 * The client for answers, which somebody waits for: what Slack certainly did not do, as it wanted a pause or was not to
 * be reached, is asked again a few times. All else is as it was: it may have taken effect.
 */
export function patient(client: SlackClient): SlackClient {
  return {
    ...client,
    postMessage: (message) => again(() => client.postMessage(message)),
    postEphemeral: (message) => again(() => client.postEphemeral(message)),
    upload: (file, to) => again(() => client.upload(file, to)),
    viewsUpdate: (at, view) => again(() => client.viewsUpdate(at, view)),
    viewsPublish: (user, view) => again(() => client.viewsPublish(user, view)),
  };
}

async function again<T>(ask: () => Promise<T>, tries = 1): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const waitMs = tries < mostTries ? waitAfter(error, tries) : undefined;
    if (waitMs === undefined) throw error;
    await sleep(waitMs);
    return again(ask, tries + 1);
  }
}

/** Undefined where it is not worth another try, or might be done twice. */
function waitAfter(error: unknown, tries: number): number | undefined {
  if (!(error instanceof SlackFailure)) return undefined;
  const { trouble } = error;
  if (trouble.kind === 'ratelimited') return Math.min(trouble.retryAfterMs, mostMs);
  return trouble.kind === 'away' && trouble.done === 'no' ? firstMs * 2 ** (tries - 1) : undefined;
}
