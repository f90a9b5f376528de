import { AsyncLocalStorage } from 'node:async_hooks';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { assemble, type Parts } from './assemble.ts';
import { createDingTalkChat, type DingTalkChat } from './chat/dingtalk/dingtalk.ts';
import { encode } from './chat/local/protocol.ts';
import { createLocalChat } from './chat/local/server.ts';
import { createNotices } from './chat/notice/notices.ts';
import { createSlackChat, type SlackChat } from './chat/slack/slack.ts';
import { type Claim, claimDataDir } from './instance/claim.ts';
import type { Intake } from './intake/intake.ts';
import type { Config } from './model/config.ts';
import { Failure } from './model/failure.ts';
import type { Report } from './report/report.ts';
import { kept } from './text/say.ts';

export interface App {
  readonly socketPath: string;
  /** Why it can't go on by itself, once that is so: its process is to be started again. */
  readonly stuck: Promise<Error>;
  /** Takes nothing new and lets go of everything. What is under way goes on elsewhere, or at the next start. */
  stop(): Promise<void>;
}

/** The bot with its chats. */
interface Bot {
  readonly parts: Parts;
  readonly chats: readonly Pick<SlackChat, 'start' | 'stop'>[];
}

const againMs = 2_000;

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

/**
 * Begins the bot, and tells when another process has taken over from it. Half begun it waits for good for what it may not
 * do any more: nobody can let go of it then.
 */
function beginning(
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
async function untilBegun(begin: () => Promise<Bot>, log: Logger, ending: AbortSignal): Promise<Bot> {
  for (;;) {
    try {
      return await begin();
    } catch (error) {
      log.error({ err: error }, 'beginning anew failed and is tried again');
      await sleep(againMs, undefined, { signal: ending });
    }
  }
}

async function abandon({ parts, chats }: Bot, log: Logger): Promise<void> {
  const failed = (error: unknown) => log.warn(`letting go: ${String(error)}`);
  await Promise.all([...chats.map((chat) => chat.stop().catch(failed)), parts.abandon().catch(failed)]);
}

async function stopAll(bot: Bot | undefined, claim: Claim): Promise<void> {
  await Promise.all((bot?.chats ?? []).map((chat) => chat.stop()));
  await bot?.parts.stop();
  await claim.close();
}

/** The terminal's side: clients that come while the bot starts are told so, and served when it is up. */
function localChat(config: Config, bot: () => Promise<Bot>, log: Logger): (socket: Socket) => void {
  if (!config.chat.local.enabled) return refuseLocalChat;
  const intake: Intake = { handle: async (request) => (await bot()).parts.intake.handle(request) };
  const report: Report = {
    async *follow(...args) {
      yield* (await bot()).parts.report.follow(...args);
    },
  };
  return createLocalChat({
    intake,
    report,
    ready: bot().then(() => undefined),
    language: async (reader) => (await bot()).parts.lookup.language(reader),
    personOf: (login) => config.people.find(({ local }) => local.includes(login))?.name ?? login,
    log: (message) => log.info(message),
  });
}

/** Slack's side, if the config has it. Where it can't be reached, everything else goes on. */
function slackChat(
  { chat, people, groups, language }: Config,
  parts: Parts,
  log: Logger,
): SlackChat | undefined {
  if (!chat.slack) return undefined;
  const { intake, lookup, board, installation, lead } = parts;
  return createSlackChat({
    ...{ config: chat.slack, language, people, groups, intake, lookup, board, installation, lead },
    log: chatLog(log),
  });
}

/** DingTalk's side, if the config has it; as Slack's. */
function dingtalkChat(config: Config, parts: Parts, log: Logger): DingTalkChat | undefined {
  const { chat, people, groups, clusters, language } = config;
  if (!chat.dingtalk) return undefined;
  const { intake, lookup, board, installation, lead } = parts;
  const places = clusters.flatMap((cluster) => cluster.places);
  return createDingTalkChat({
    ...{ config: chat.dingtalk, language, people, groups, places, intake, lookup, board, installation, lead },
    log: chatLog(log),
  });
}

/** Robots and webhooks, if the config has any. */
function notices({ notices: targets = [], language }: Config, parts: Parts, log: Logger) {
  if (targets.length === 0) return undefined;
  const { noticeBoard: board, installation, lead } = parts;
  return createNotices({ targets, language, board, installation, lead, log: chatLog(log) });
}

const chatLog = (log: Logger) => ({
  info: (text: string) => log.info(text),
  warn: (text: string) => log.warn(text),
  error: (text: string) => log.error(text),
});

const refuseLocalChat = (socket: Socket): void => {
  // A client that leaves before it has read this must not end the bot; and one that is not read from is never let go of.
  socket.on('error', () => undefined);
  socket.resume();
  socket.end(
    encode({ type: 'error', text: kept`the local chat is switched off in the config (chat.local)` }),
  );
};

function createPromise<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolver) => {
    resolve = resolver;
  });
  return { promise, resolve };
}
