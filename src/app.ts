import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { assemble, type Parts } from './assemble.ts';
import { encode } from './chat/local/protocol.ts';
import { createLocalChat } from './chat/local/server.ts';
import { createSlackChat, type SlackChat } from './chat/slack/slack.ts';
import { claimDataDir } from './instance/claim.ts';
import type { Intake } from './intake/intake.ts';
import type { Config } from './model/config.ts';
import type { Report } from './report/report.ts';

export interface App {
  readonly socketPath: string;
  /** Lets go of everything. What is under way goes on at the next start. */
  stop(): Promise<void>;
}

/**
 * Starts the bot: claims the data directory, opens the database, recovers what was unfinished, then takes commands.
 * Gives a problem in one sentence where another bot has the directory.
 */
export async function startApp(config: Config, log: Logger): Promise<App | { readonly problem: string }> {
  const ready = createPromise<Parts>();
  const claimed = await claimDataDir(config.dataDir, localChat(config, ready.promise, log));
  if ('problem' in claimed) return claimed;
  const { socketPath, silence, close } = claimed.claim;
  try {
    const chats: { slack?: SlackChat } = {};
    const parts = await assemble(config, log, {
      get slack() {
        return chats.slack?.groups;
      },
    });
    const slack = slackChat(config, parts, log);
    if (slack) chats.slack = slack;
    ready.resolve(parts);
    await slack?.start();
    return {
      socketPath,
      stop: async () => {
        silence();
        await slack?.stop();
        await parts.stop();
        await close();
      },
    };
  } catch (error) {
    silence();
    await close();
    throw error;
  }
}

/** The terminal's side: clients that come while the bot starts are told so, and served when it is up. */
function localChat(config: Config, parts: Promise<Parts>, log: Logger): (socket: Socket) => void {
  if (!config.chat.local.enabled) return refuseLocalChat;
  const intake: Intake = { handle: async (request) => (await parts).intake.handle(request) };
  const report: Report = {
    async *follow(...args) {
      yield* (await parts).report.follow(...args);
    },
  };
  return createLocalChat({
    intake,
    report,
    ready: parts.then(() => undefined),
    personOf: (login) => config.people.find(({ local }) => local.includes(login))?.name ?? login,
    log: (message) => log.info(message),
  });
}

/** Slack's side, if the config has it. Where it can't be reached, everything else goes on. */
function slackChat({ chat, people, groups }: Config, parts: Parts, log: Logger): SlackChat | undefined {
  if (!chat.slack) return undefined;
  const { intake, lookup, board, installation } = parts;
  return createSlackChat({
    ...{ config: chat.slack, people, groups, intake, lookup, board, installation },
    log: {
      info: (text) => log.info(text),
      warn: (text) => log.warn(text),
      error: (text) => log.error(text),
    },
  });
}

const refuseLocalChat = (socket: Socket): void => {
  // A client that leaves before it has read this must not end the bot; and one that is not read from is never let go of.
  socket.on('error', () => undefined);
  socket.resume();
  socket.end(encode({ type: 'error', text: 'the local chat is switched off in the config (chat.local)' }));
};

function createPromise<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolver) => {
    resolve = resolver;
  });
  return { promise, resolve };
}
