import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { World } from './world.ts';

/** "长时间未响应会在一定时间内(60s)重试": what is not acknowledged is sent again. */
const redeliverMs = 60_000;
const pingMs = 10_000;
const lingerMs = 5_000;

const response = z.object({
  code: z.literal(200),
  headers: z.object({ messageId: z.string() }),
  message: z.string(),
  data: z.string(),
});

interface Line {
  readonly socket: WebSocket;
  readonly topics: readonly string[];
}

/** The connections of Stream mode. https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description */
export interface Stream {
  ticket(topics: readonly string[]): string;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  deliver(topic: string, data: object): void;
  redeliver(): void;
  frame(text: string): void;
  connections(): number;
  acknowledged(): number;
  waiting(): number;
  /** Pings that were answered. */
  pings(): number;
  drop(): void;
  dismiss(): void;
  refuse(times: number): void;
  stop(): void;
}

export function createStream(world: World): Stream {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Map<string, readonly string[]>();
  const lines: Line[] = [];
  const waiting = new Map<
    string,
    { readonly topic: string; readonly frame: string; timer?: NodeJS.Timeout }
  >();
  let acknowledged = 0;
  let pinged = 0;
  let refusals = 0;
  let turn = 0;
  let last: { readonly topic: string; readonly frame: string } | undefined;

  const frameOf = (type: string, topic: string, messageId: string, data: object) =>
    JSON.stringify({
      specVersion: '1.0',
      type,
      headers: {
        appId: 'app',
        connectionId: 'c',
        contentType: 'application/json',
        messageId,
        time: '0',
        topic,
      },
      data: JSON.stringify(data),
    });

  function welcome(socket: WebSocket, topics: readonly string[]): void {
    const line = { socket, topics };
    lines.push(line);
    const pings = new Set<string>();
    const beat = setInterval(() => {
      if (pings.size > 0) return socket.terminate();
      const id = world.id();
      pings.add(id);
      socket.send(frameOf('SYSTEM', 'ping', id, { opaque: id }));
    }, world.real(pingMs));
    socket.on('message', (data) => {
      const read = response.safeParse(safeJson(data.toString()));
      if (!read.success)
        return void world.problems.push(`a wrong frame came: ${data.toString().slice(0, 200)}`);
      const { messageId } = read.data.headers;
      if (pings.delete(messageId)) pinged += 1;
      else acknowledge(messageId);
    });
    socket.on('close', () => {
      clearInterval(beat);
      lines.splice(lines.indexOf(line), 1);
    });
    socket.on('error', () => socket.terminate());
    for (const [id] of waiting) send(id);
  }

  function acknowledge(id: string): void {
    const found = waiting.get(id);
    if (!found) return;
    clearTimeout(found.timer);
    waiting.delete(id);
    acknowledged += 1;
  }

  /** Over one of the connections that want it; again where that is not acknowledged. */
  function send(id: string): void {
    const found = waiting.get(id);
    if (!found) return;
    clearTimeout(found.timer);
    const open = lines.filter(
      ({ socket, topics }) => socket.readyState === 1 && topics.includes(found.topic),
    );
    turn += 1;
    open[turn % Math.max(1, open.length)]?.socket.send(found.frame);
    found.timer = setTimeout(() => send(id), world.real(redeliverMs));
  }

  return {
    ticket(topics) {
      const ticket = world.id();
      tickets.set(ticket, topics);
      return ticket;
    },
    accept(request, socket, head) {
      const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
      const topics = tickets.get(ticket);
      tickets.delete(ticket);
      if (!topics) world.problems.push('a connection was opened with a ticket that is unknown or was used');
      if (refusals > 0 || !topics) {
        refusals = Math.max(0, refusals - 1);
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (line) => welcome(line, topics));
    },
    deliver(topic, data) {
      const id = world.id();
      const frame = frameOf('CALLBACK', topic, id, data);
      last = { topic, frame };
      waiting.set(id, { topic, frame });
      send(id);
    },
    redeliver() {
      for (const { socket } of lines) if (last) socket.send(last.frame);
    },
    frame: (text) => {
      for (const { socket } of lines) socket.send(text);
    },
    connections: () => lines.filter(({ socket }) => socket.readyState === 1).length,
    acknowledged: () => acknowledged,
    waiting: () => waiting.size,
    pings: () => pinged,
    drop: () => {
      for (const { socket } of [...lines]) socket.terminate();
    },
    dismiss: () => {
      for (const { socket } of [...lines]) {
        socket.send(
          frameOf('SYSTEM', 'disconnect', world.id(), { reason: 'persistent connection is timeout' }),
        );
        setTimeout(() => socket.close(), world.real(lingerMs));
      }
    },
    refuse: (times) => {
      refusals = times;
    },
    stop() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
      for (const { socket } of [...lines]) socket.terminate();
      server.close();
    },
  };
}

export function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
