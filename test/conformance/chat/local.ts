import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectLocal, type Link } from '../../../src/chat/local/link.ts';
import { createLocalChat } from '../../../src/chat/local/server.ts';
import type { Button, Card } from '../../../src/model/card.ts';
import { until } from '../../scenarios/until.ts';
import type { ChatUnderTest, Person } from './under-test.ts';

/** Terminals of several people, each of which follows what was begun. */
export async function openLocal(): Promise<ChatUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'rollout-chat-'));
  const socketPath = join(folder, 'bot.sock');
  const sockets = new Set<Socket>();
  const links = new Map<Person, Link>();
  const read: string[] = [];
  const alone = new Map<Person, string[]>();
  const buttons: Button[] = [];
  const following = new Set<string>();
  let server: Server | undefined;
  let seq = 0;
  let asked = 0;
  let last: (() => Promise<void>) | undefined;

  const linkOf = async (person: Person) => {
    const link = links.get(person) ?? (await connectLocal(socketPath, { login: person }));
    links.set(person, link);
    return link;
  };
  const see = (card: Card) => void buttons.push(...(card.buttons ?? []));

  /** One terminal follows for all: what it has seen it asks for no more, also after the bot was away. */
  async function follow(rollout: string): Promise<void> {
    following.add(rollout);
    const link = await linkOf('alice');
    for await (const update of link.follow(rollout, seq)) {
      seq = update.seq;
      see(update.card);
      if (update.line) read.push(`${update.seq} ${update.line.label ?? ''} ${update.line.text}`);
      if (update.state !== 'awaiting-approval') read.push(`${update.seq}: ${textOf(update.card)}`);
    }
  }
  const followSafely = (rollout: string) => void follow(rollout).catch(() => undefined);

  async function send(person: Person, id: string, text: string): Promise<void> {
    const link = await linkOf(person);
    const answer = await link.command(id, text);
    see(answer.card);
    const told = alone.get(person) ?? [];
    alone.set(person, [...told, textOf(answer.card)]);
    if (answer.rollout === undefined || following.has(answer.rollout)) return;
    read.push(textOf(answer.card));
    followSafely(answer.rollout);
  }
  const once = async (person: Person, text: string) => {
    asked += 1;
    const id = `m${asked}`;
    last = () => send(person, id, text);
    await last();
  };
  return {
    edits: false,
    async attach({ intake, report }) {
      const handler = createLocalChat({ intake, report, personOf: (login) => login });
      server = createServer((socket) => {
        sockets.add(socket);
        handler(socket);
      });
      await new Promise<void>((resolve) => server?.listen(socketPath, resolve));
      for (const rollout of following) followSafely(rollout);
    },
    async detach() {
      for (const link of links.values()) link.close();
      links.clear();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    },
    say: once,
    async click(person, label) {
      const found = () => buttons.findLast((button) => button.label === label)?.command;
      await until(`there is [${label}]`, () => found() !== undefined, 60_000);
      await once(person, found() ?? '');
    },
    redeliver: async () => last?.(),
    read: () => read,
    readAlone: (person) => [...new Set(alone.get(person))],
    problems: () => [],
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

const textOf = ({ title, fields = [], lines = [], buttons = [] }: Card): string =>
  [
    title,
    ...fields.map(({ name, value }) => `${name} ${value}`),
    ...lines.map(({ label = '', text }) => `${label} ${text}`),
    buttons.map(({ label }) => `[${label}]`).join(' '),
  ].join('\n');
