import { DWClient, type DWClientDownStream } from 'dingtalk-stream';
import { z } from 'zod';
import type { DingTalkChat } from '../../../model/config.ts';
import { Failure } from '../../../model/failure.ts';
import type { Log } from '../../log.ts';
import { openGateway, topics } from './gateway.ts';

/** What the package's client reads of a frame; one without it would end the process. */
const frame = z.object({
  type: z.string(),
  headers: z.object({ topic: z.string(), messageId: z.string() }),
});

/** Bytes that came over the socket, as the package's type calls them. */
const text = z.union([z.string(), z.instanceof(Buffer).transform((data) => data.toString('utf8'))]);

/** The parts of the package's socket that it keeps to itself, and without which nobody knows that it is gone. */
interface Wire {
  once(event: 'close' | 'pong', then: () => void): void;
  ping(): void;
  close(): void;
  terminate(): void;
}
const wire = z.custom<Wire>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    ['once', 'ping', 'close', 'terminate'].every((name) => typeof Reflect.get(value, name) === 'function'),
);

/**
 * The package's client, without what it does by itself: it asks another address for its connection, swallows what is
 * malformed instead of ending the process, never connects again (its supervisor does), and says when it is dismissed.
 */
class Client extends DWClient {
  readonly #config: DingTalkChat;
  readonly #log: Log;
  dismissed: () => void = () => undefined;

  constructor(config: DingTalkChat, log: Log) {
    super({ clientId: config.clientId, clientSecret: config.clientSecret.reveal(), keepAlive: false });
    Object.assign(this.config, { autoReconnect: false });
    this.#config = config;
    this.#log = log;
  }

  override async getEndpoint(): Promise<this> {
    Reflect.set(this, 'dw_url', await openGateway(this.#config));
    return this;
  }

  override onDownStream(data: string): void {
    const read = text.safeParse(data);
    if (read.success && isFrame(read.data)) super.onDownStream(read.data);
    else this.#log.warn('DingTalk: something came that is no frame of its protocol; it is passed over');
  }

  override onSystem(downstream: DWClientDownStream): void {
    super.onSystem(downstream);
    if (downstream.headers.topic === 'disconnect') this.dismissed();
  }

  /** The socket under it, once it is open. */
  wire(): Wire {
    const found = wire.safeParse(Reflect.get(this, 'socket'));
    if (!found.success) throw new Failure('failed', 'DingTalk', 'the package dingtalk-stream has no socket'); // not shown
    return found.data;
  }
}

function isFrame(data: string): boolean {
  try {
    return frame.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}

/** One frame of a callback, to be acknowledged before anything is done about it. */
export interface Delivered {
  readonly topic: string;
  readonly messageId: string;
  readonly data: string;
}

export interface Socket {
  readonly wire: Wire;
  /** Resolves when DingTalk wants the connection to be given up. */
  readonly dismissed: Promise<void>;
}

/** Opens one connection; throws DingTalkFailure where DingTalk gives none. */
export async function openSocket(
  config: DingTalkChat,
  log: Log,
  onDelivered: (delivered: Delivered) => void,
): Promise<Socket> {
  const client = new Client(config, log);
  for (const topic of Object.values(topics))
    client.registerCallbackListener(topic, ({ headers: { messageId }, data }) => {
      client.socketCallBackResponse(messageId, {});
      onDelivered({ topic, messageId, data });
    });
  const dismissed = new Promise<void>((resolve) => {
    client.dismissed = resolve;
  });
  await client.getEndpoint();
  await client._connect();
  return { wire: client.wire(), dismissed };
}
