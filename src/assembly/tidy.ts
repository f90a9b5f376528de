import type { Logger } from 'pino';
import type { Desk } from '../intake/desk.ts';
import { expireAll } from '../intake/expiry.ts';
import type { createRequests } from '../store/requests.ts';

const lookMs = 15_000;
/** No chat repeats a message or click so late. */
const requestsKeptMs = 7 * 24 * 3_600_000;

interface Tidied {
  readonly desk: Desk;
  readonly requests: ReturnType<typeof createRequests>;
  /** Takes up what nobody works on, where a moment's trouble came between. */
  takeUp(): Promise<void>;
}

/** Every 15 s, by each of the processes, until it is cleared. */
export function tidyUp({ desk, requests, takeUp }: Tidied, log: Logger): NodeJS.Timeout {
  const tidy = async () => {
    await takeUp();
    await expireAll(desk);
    await requests.forgetBefore(new Date(desk.now().getTime() - requestsKeptMs));
  };
  return setInterval(
    () => void tidy().catch((error: unknown) => log.error({ err: error }, 'tidying up')),
    lookMs,
  );
}
