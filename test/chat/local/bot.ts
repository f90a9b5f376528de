import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalChat } from '../../../src/chat/local/server.ts';
import type { Answer, Request } from '../../../src/intake/intake.ts';
import type { Card } from '../../../src/model/card.ts';
import { isFinal, type RolloutState } from '../../../src/model/rollout.ts';
import type { Update } from '../../../src/report/report.ts';

/** A bot with a scripted intake and report behind the real local chat, on a real socket. */
export interface FakeBot {
  readonly socketPath: string;
  readonly requests: Request[];
  /** The next update of a rollout. */
  tell(rollout: string, state: RolloutState, rest?: Partial<Update>): void;
  /** Answers commands; the default is an `ok` with the text as its title. */
  answer: (request: Request) => Answer | Promise<Answer>;
  /** Goes away like a killed process: every connection breaks, nobody listens. */
  kill(): Promise<void>;
  /** Goes down: conversations are over, and whoever comes is taken in and put out, until it is killed. */
  silence(): void;
  /** How many came while it went down. */
  readonly putOut: () => number;
  start(ready?: Promise<void>): Promise<void>;
  stop(): Promise<void>;
  readonly log: string[];
  readonly sockets: Set<Socket>;
}

export async function startBot(): Promise<FakeBot> {
  const folder = await mkdtemp(join(tmpdir(), 'rollout-chat-'));
  const socketPath = join(folder, 'bot.sock');
  const journal = new Map<string, Update[]>();
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  let server = createServer();
  let silent = false;
  let putOut = 0;

  async function* follow(rollout: string, after: number, signal: AbortSignal): AsyncGenerator<Update> {
    signal.addEventListener('abort', wake);
    for (let seq = after; !signal.aborted; ) {
      const next = journal.get(rollout)?.find((update) => update.seq > seq);
      if (next) {
        seq = next.seq;
        yield next;
        continue;
      }
      const last = journal.get(rollout)?.at(-1);
      if (last && isFinal(last.state)) return;
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  }
  const bot: FakeBot = {
    socketPath,
    requests: [],
    log: [],
    sockets,
    answer: ({ text }) => ({ code: 'ok', card: { title: text, tone: 'plain' } }),
    tell(rollout, state, rest = {}) {
      const updates = journal.get(rollout) ?? [];
      const seq = updates.length + 1;
      const card: Card = { title: `${rollout} · ${state}`, tone: 'plain' };
      journal.set(rollout, [...updates, { seq, rollout, state, card, ...rest }]);
      wake();
    },
    putOut: () => putOut,
    silence() {
      silent = true;
      for (const socket of sockets) socket.destroy();
    },
    async start(ready) {
      silent = false;
      const handler = createLocalChat({
        intake: {
          handle: async (request) => {
            bot.requests.push(request);
            return bot.answer(request);
          },
        },
        report: { follow },
        personOf: (login) => `person ${login}`,
        log: (message) => bot.log.push(message),
        ...(ready && { ready }),
      });
      server = createServer((socket) => {
        if (silent) {
          putOut += 1;
          socket.destroy();
          return;
        }
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        handler(socket);
      });
      await new Promise<void>((resolve) => server.listen(socketPath, resolve));
    },
    async kill() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    async stop() {
      await bot.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await bot.start();
  return bot;
}
