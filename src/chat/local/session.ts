import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { Answer } from '../../intake/intake.ts';
import { Failure } from '../../model/failure.ts';
import type { Update } from '../../report/report.ts';
import { connectLocal, type Link, type LinkOptions } from './link.ts';

/** Talks to the bot across its restarts: commands are asked again under their id, rollouts followed on from where it broke. */
export interface Session {
  ask(text: string): Promise<Answer>;
  /** All updates of the rollout after `after` (from its beginning, unless said), until its state is final. */
  follow(rollout: string, after?: number): AsyncIterable<Update>;
  close(): void;
}

export interface SessionOptions extends LinkOptions {
  readonly socketPath: string;
  /** How long a bot that went away may take to come back, in milliseconds. */
  readonly patienceMs: number;
  /** The connection broke; it will be tried again. */
  onLost?(): void;
  /** A bot serves us again. */
  onBack?(): void;
}

/** Who calls, and where the bot is. */
type Caller = Pick<SessionOptions, 'socketPath' | 'login' | 'language'>;
export const callerOf = ({ socketPath, login, language }: Caller): Caller => ({
  socketPath,
  login,
  ...(language && { language }),
});

/** @throws Failure as `connectLocal` does, where there is no bot to begin with */
export async function openSession(options: SessionOptions): Promise<Session> {
  let link: Promise<Link> = connectLocal(options.socketPath, options);
  const closed = new AbortController();
  await link;

  /** Several that wait on the same broken link renew it once. */
  const renew = (broken: Promise<Link>): Promise<Link> => {
    if (link === broken) link = reconnect(options, closed.signal);
    return link;
  };
  const mayRenew = (error: unknown) => !closed.signal.aborted && isLost(error);
  async function ask(text: string): Promise<Answer> {
    const id = randomUUID();
    for (let current = link; ; current = renew(current)) {
      const open = await current;
      try {
        return await open.command(id, text);
      } catch (error) {
        if (!mayRenew(error)) throw error;
      }
    }
  }
  async function* follow(rollout: string, after = 0): AsyncGenerator<Update> {
    let seq = after;
    for (let current = link; ; current = renew(current)) {
      const open = await current;
      try {
        for await (const update of open.follow(rollout, seq)) {
          seq = update.seq;
          yield update;
        }
        return;
      } catch (error) {
        if (!mayRenew(error)) throw error;
      }
    }
  }
  const close = () => {
    closed.abort();
    link.then((open) => open.close()).catch(ignoreAbsent);
  };
  return { ask, follow, close };
}

const isLost = (error: unknown): boolean => error instanceof Failure && error.kind === 'unreachable';

/** There is nothing to close where the link never came up; whoever waits on it has been told. */
const ignoreAbsent = (error: unknown): void => {
  if (!(error instanceof Failure)) throw error;
};

async function reconnect(options: SessionOptions, closed: AbortSignal): Promise<Link> {
  options.onLost?.();
  const until = Date.now() + options.patienceMs;
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, 500)) {
    try {
      const link = await connectServed(options, closed);
      options.onBack?.();
      return link;
    } catch (error) {
      if (closed.aborted || isRefused(error) || Date.now() + pauseMs > until) throw error;
      await after(pauseMs);
    }
  }
}

/** A process that is going down may still take a connection: only a bot that serves us is back. */
async function connectServed(options: SessionOptions, closed: AbortSignal): Promise<Link> {
  const link = await connectLocal(options.socketPath, options);
  const leave = () => link.close();
  closed.addEventListener('abort', leave);
  if (closed.aborted) leave();
  try {
    await link.served();
    return link;
  } finally {
    closed.removeEventListener('abort', leave);
  }
}

/** A bot is there and will not talk to us: trying again would not change that. */
const isRefused = (error: unknown): boolean =>
  error instanceof Failure && (error.kind === 'failed' || error.kind === 'invalid');
