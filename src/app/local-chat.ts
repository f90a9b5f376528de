import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { encode } from '../chat/local/protocol.ts';
import { createLocalChat } from '../chat/local/server.ts';
import type { Intake } from '../intake/intake.ts';
import type { Config } from '../model/config.ts';
import type { Report } from '../report/report.ts';
import { kept } from '../text/say.ts';
import type { Bot } from './bot.ts';

/** The terminal's side: clients that come while the bot starts are told so, and served when it is up. */
export function localChat(config: Config, bot: () => Promise<Bot>, log: Logger): (socket: Socket) => void {
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

const refuseLocalChat = (socket: Socket): void => {
  // A client that leaves before it has read this must not end the bot; and one that is not read from is never let go of.
  socket.on('error', () => undefined);
  socket.resume();
  socket.end(
    encode({ type: 'error', text: kept`the local chat is switched off in the config (chat.local)` }),
  );
};
