import type { Socket } from 'node:net';
import type { Answer, Intake } from '../../intake/intake.ts';
import type { Reader } from '../../intake/languages.ts';
import { asFailure } from '../../model/failure.ts';
import { failureCard } from '../../report/answer-cards.ts';
import type { Report } from '../../report/report.ts';
import { inLanguage, type Language } from '../../text/language.ts';
import { kept, say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import { fitting } from './fitting.ts';
import { createLineReader } from './lines.ts';
import { type ClientFrame, clientFrame, clientFrameLimit, decode } from './protocol.ts';
import { createSender, type Sender } from './sender.ts';

export interface LocalChatOptions {
  readonly intake: Intake;
  readonly report: Report;
  /** The person that a login name on this machine belongs to. */
  personOf(login: string): string;
  /** In which language somebody reads; absent: English. */
  language?(reader: Reader): Promise<Language>;
  /** Resolves when commands can be handled; until then clients are told that the bot is starting. */
  readonly ready?: Promise<void>;
  /** For the bot's log: what went wrong with one client. */
  log?(message: string): void;
}

interface Client extends LocalChatOptions {
  readonly sender: Sender;
  readonly gone: AbortSignal;
  person?: string;
  /** What the client's terminal reads. */
  asked?: Language;
  readonly following: Map<string, AbortController>;
}

/**
 * The local chat's side of the bot: a handler for connections to its socket, which the caller listens on. What one
 * client sends or how it leaves is never felt by another.
 */
export function createLocalChat(options: LocalChatOptions): (socket: Socket) => void {
  return (socket) => {
    const gone = new AbortController();
    const sender = createSender(socket);
    const client: Client = { ...options, sender, gone: gone.signal, following: new Map() };
    const reader = createLineReader({
      limit: clientFrameLimit,
      onLine: (line) => receive(client, line),
      onTooLong: () =>
        void sender.send({ type: 'error', text: kept`a line is longer than ${clientFrameLimit} bytes` }),
    });
    socket.on('data', (chunk: Buffer) => reader.push(chunk));
    // A broken connection is no more than a client that left; `close` follows and ends what it followed.
    socket.on('error', (error) => options.log?.(`local chat: a client's connection broke: ${error.message}`));
    socket.on('close', () => gone.abort());
    announceStart(client);
  };
}

function announceStart(client: Client): void {
  if (!client.ready) return;
  let ready = false;
  const done = () => {
    ready = true;
  };
  client.ready.then(done, done);
  setImmediate(() => {
    if (!ready) void client.sender.send({ type: 'starting' });
  });
}

function receive(client: Client, line: string): void {
  const decoded = decode(clientFrame, line);
  if ('wrong' in decoded) refuse(client, decoded.wrong);
  else serve(client, decoded.frame);
}

function serve(client: Client, frame: ClientFrame): void {
  const served = servedBy(client, frame);
  served.catch((error: unknown) => refuse(client, asFailure(error, 'local chat').message)); // not shown
}

async function servedBy(client: Client, frame: ClientFrame): Promise<void> {
  if (frame.type === 'hello') return hello(client, frame);
  if (client.person === undefined) return refuse(client, kept`say hello first`);
  return frame.type === 'command'
    ? command(client, client.person, frame)
    : followed(client, client.person, frame);
}

function refuse(client: Client, text: string): void {
  client.log?.(`local chat: ${text}`);
  void client.sender.send({ type: 'error', text });
}

type Frame<T extends ClientFrame['type']> = Extract<ClientFrame, { type: T }>;

async function hello(client: Client, { login, language }: Frame<'hello'>): Promise<void> {
  client.person = client.personOf(login);
  if (language) client.asked = language;
  await client.ready;
  await client.sender.send({ type: 'welcome' });
}

const readerOf = ({ asked }: Client, person: string): Reader => ({
  person,
  ...(asked && { language: asked }),
});

const languageFor = async (client: Client, person: string): Promise<Language> =>
  (await client.language?.(readerOf(client, person))) ?? 'en';

async function command(client: Client, person: string, { id, text }: Frame<'command'>): Promise<void> {
  await client.ready;
  const answer = await handle(client, { ...readerOf(client, person), id: `local:${id}`, text });
  await client.sender.send(
    inLanguage(answer.language ?? 'en', () => fitting({ type: 'answer', id, ...answer })),
  );
}

/** Intake answers everything; what it throws nevertheless must not leave a person without an answer. */
async function handle(client: Client, request: Parameters<Intake['handle']>[0]): Promise<Answer> {
  try {
    return await client.intake.handle(request);
  } catch (error) {
    const { message } = asFailure(error, 'intake');
    client.log?.(`local chat: ${request.text} failed: ${message}`);
    return inLanguage(client.asked ?? 'en', () => ({
      code: 'failed',
      card: failureCard(say`That did not work: ${told(message)}`),
    }));
  }
}

const followed = async (client: Client, person: string, frame: Frame<'follow'>): Promise<void> =>
  inLanguage(await languageFor(client, person), () => follow(client, frame));

/** Following the same rollout again replaces what was followed before. */
async function follow(client: Client, { rollout, after }: Frame<'follow'>): Promise<void> {
  await client.ready;
  client.following.get(rollout)?.abort();
  const mine = new AbortController();
  client.following.set(rollout, mine);
  const signal = AbortSignal.any([mine.signal, client.gone]);
  try {
    for await (const update of client.report.follow(rollout, after, signal)) {
      if (signal.aborted) return;
      await client.sender.send({ type: 'update', ...update });
    }
  } catch (error) {
    if (signal.aborted) return;
    const { message } = asFailure(error, rollout);
    await client.sender.send({
      type: 'error',
      text: kept`${rollout} cannot be followed: ${message}`,
      rollout,
    });
  }
  if (!signal.aborted) await client.sender.send({ type: 'ended', rollout });
}
