import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { assemble } from '../assembly/assemble.ts';
import type { Parts } from '../assembly/parts.ts';
import type { SlackChat } from '../chat/slack/slack.ts';
import type { Claim } from '../instance/claim.ts';
import type { Config } from '../model/config.ts';
import { dingtalkChat, notices, slackChat } from './chats.ts';

/** The bot with its chats. */
export interface Bot {
  readonly parts: Parts;
  readonly chats: readonly Pick<SlackChat, 'start' | 'stop'>[];
}

const againMs = 2_000;

/**
 * Begins the bot, and tells when another process has taken over from it. Half begun it waits for good for what it may not
 * do any more: nobody can let go of it then.
 */
export function beginning(
  config: Config,
  log: Logger,
  onLost: { whenUp(): void; before(): void },
): () => Promise<Bot> {
  // Whoever finds out may be in the middle of a workflow, and what begins anew is no part of that.
  const outside = AsyncLocalStorage.snapshot();
  return async () => {
    let isUp = false;
    const bot = await startBot(config, log, () => outside(isUp ? onLost.whenUp : onLost.before));
    isUp = true;
    return bot;
  };
}

async function startBot(config: Config, log: Logger, onLost: () => void): Promise<Bot> {
  const chats: { slack?: SlackChat } = {};
  const groups = {
    get slack() {
      return chats.slack?.groups;
    },
  };
  const parts = await assemble(config, { log, groups, onLost });
  const slack = slackChat(config, parts, log);
  if (slack) chats.slack = slack;
  const all = [slack, dingtalkChat(config, parts, log), notices(config, parts, log)].filter(
    (chat) => chat !== undefined,
  );
  await Promise.all(all.map((chat) => chat.start()));
  return { parts, chats: all };
}

/** Rejects where it is told to end before it has begun. */
export async function untilBegun(begin: () => Promise<Bot>, log: Logger, ending: AbortSignal): Promise<Bot> {
  for (;;) {
    try {
      return await begin();
    } catch (error) {
      log.error({ err: error }, 'beginning anew failed and is tried again');
      await sleep(againMs, undefined, { signal: ending });
    }
  }
}

export async function abandon({ parts, chats }: Bot, log: Logger): Promise<void> {
  const failed = (error: unknown) => log.warn(`letting go: ${String(error)}`);
  await Promise.all([...chats.map((chat) => chat.stop().catch(failed)), parts.abandon().catch(failed)]);
}

export async function stopAll(bot: Bot | undefined, claim: Claim): Promise<void> {
  await Promise.all((bot?.chats ?? []).map((chat) => chat.stop()));
  await bot?.parts.stop();
  await claim.close();
}
