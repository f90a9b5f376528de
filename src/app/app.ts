import type { Logger } from 'pino';
import { claimDataDir } from '../instance/claim.ts';
import type { Config } from '../model/config.ts';
import { Failure } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import { abandon, type Bot, beginning, stopAll, untilBegun } from './bot.ts';
import { localChat } from './local-chat.ts';

export interface App {
  readonly socketPath: string;
  /** Why it can't go on by itself, once that is so: its process is to be started again. */
  readonly stuck: Promise<Error>;
  /** Takes nothing new and lets go of everything. What is under way goes on elsewhere, or at the next start. */
  stop(): Promise<void>;
}

/**
 * Starts the bot: claims the data directory, opens the database, recovers what was unfinished, then takes commands.
 * Gives a problem in one sentence where another bot has the directory, or the database can't be opened. A process that was taken for dead begins anew.
 */
export async function startApp(config: Config, log: Logger): Promise<App | { readonly problem: string }> {
  const first = createPromise<Bot>();
  const now = { bot: first.promise };
  const claimed = await claimDataDir(
    config.dataDir,
    localChat(config, () => now.bot, log),
  );
  if ('problem' in claimed) return claimed;
  const { claim } = claimed;
  const ending = new AbortController();
  const stuck = createPromise<Error>();
  const begin = beginning(config, log, {
    whenUp: () => {
      now.bot = beginAnew(now.bot);
    },
    before: () => stuck.resolve(new Error(lostEarly)),
  });
  const beginAnew = async (before: Promise<Bot>): Promise<Bot> => {
    log.warn('another process has taken over, as this one stood still: it begins anew');
    claim.hangUp();
    await abandon(await before, log);
    return untilBegun(begin, log, ending.signal);
  };
  const stop = async () => {
    ending.abort();
    claim.silence();
    await stopAll(await now.bot.catch(() => undefined), claim);
  };
  try {
    first.resolve(await Promise.race([begin(), fails(stuck.promise)]));
    return { socketPath: claim.socketPath, stuck: stuck.promise, stop };
  } catch (error) {
    claim.silence();
    await claim.close();
    if (error instanceof Failure) return { problem: error.message };
    throw error;
  }
}

const lostEarly = kept`it stood still while it started, and another process has taken over from it; it is to be started again`;

const fails = async (promise: Promise<Error>): Promise<never> => {
  throw await promise;
};

function createPromise<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolver) => {
    resolve = resolver;
  });
  return { promise, resolve };
}
