import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { JsonObject } from '../types.ts';
import type { Workspace } from '../workspace.ts';

const pingEveryMs = 5000;
/** "Socket Mode allows your app to maintain up to 10 open WebSocket connections at the same time." */
const mostSockets = 10;

const ackSchema = z.strictObject({
  envelope_id: z.string(),
  payload: z.record(z.string(), z.json()).optional(),
});
export type SocketAck = z.infer<typeof ackSchema>;

/** The sockets of Socket Mode. https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface Sockets {
  /** An address that takes one connection, as apps.connections.open gives it. */
  ticketUrl(): string;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends to one of the open sockets that it may be sent over; undefined if there is none. */
  send(envelope: JsonObject): SocketLine | undefined;
  /** The numbers of those that are open, the oldest first. */
  open(): readonly number[];
  sendOver(those: readonly number[] | 'any'): void;
  drop(): void;
  refresh(): void;
  refuse(times: number): void;
  /** Calls for every acknowledgement, and whenever a socket opened. */
  watch(watcher: { onAck(ack: SocketAck): void; onOpen(): void }): void;
  stop(): void;
}

/** The socket that something went over. */
export interface SocketLine {
  onClose(then: () => void): void;
}

export function createSockets(workspace: Workspace): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const lines: WebSocket[] = [];
  const numbers = new Map<WebSocket, number>();
  let wanted: readonly number[] | 'any' = 'any';
  let refusals = 0;
  let turn = 0;
  let watcher = { onAck: (_: SocketAck) => {}, onOpen: () => {} };

  function welcome(socket: WebSocket): void {
    lines.push(socket);
    numbers.set(socket, numbers.size);
    // One for each event that is under way.
    socket.setMaxListeners(0);
    const beat = setInterval(() => socket.ping(), pingEveryMs);
    socket.on('message', (data) => heard(data.toString()));
    socket.on('close', () => {
      clearInterval(beat);
      lines.splice(lines.indexOf(socket), 1);
    });
    // A peer that is killed resets the connection: 'close' follows.
    socket.on('error', () => socket.terminate());
    if (lines.length > mostSockets) dismiss(socket, 'too_many_websockets');
    else {
      socket.send(JSON.stringify(hello()));
      watcher.onOpen();
    }
  }

  const openLines = () => lines.filter((line) => line.readyState === line.OPEN);
  const numberOf = (line: WebSocket): number => numbers.get(line) ?? -1;

  const hello = () => ({
    type: 'hello',
    num_connections: lines.length,
    debug_info: {
      host: 'applink-double',
      started: workspace.clock.ts(),
      build_number: 1,
      approximate_connection_time: 18_060,
    },
    connection_info: { app_id: workspace.appId },
  });

  function heard(text: string): void {
    try {
      watcher.onAck(ackSchema.parse(JSON.parse(text)));
    } catch {
      workspace.problem(`a frame that is no acknowledgement came over a socket: ${text.slice(0, 200)}`);
    }
  }

  function dismiss(socket: WebSocket, reason: string): void {
    socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-double' } }));
  }

  return {
    ticketUrl: () => {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${workspace.origin.replace('http:', 'ws:')}/link/?ticket=${ticket}&app_id=${workspace.appId}`;
    },
    accept: (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
      const isKnown = tickets.delete(ticket);
      if (!isKnown) workspace.problem('a socket was opened with a ticket that is unknown or was used');
      if (refusals > 0 || !isKnown) {
        refusals = Math.max(0, refusals - 1);
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (line) => welcome(line));
    },
    send: (envelope) => {
      const open = openLines().filter((line) => wanted === 'any' || wanted.includes(numberOf(line)));
      turn += 1;
      const line = open[turn % Math.max(1, open.length)];
      line?.send(JSON.stringify(envelope));
      return line && { onClose: (then) => void line.once('close', then) };
    },
    open: () => openLines().map(numberOf),
    sendOver: (those) => {
      wanted = those;
    },
    drop: () => {
      for (const line of [...lines]) line.terminate();
    },
    refresh: () => {
      for (const line of lines) dismiss(line, 'refresh_requested');
    },
    refuse: (times) => {
      refusals = times;
    },
    watch: (given) => {
      watcher = given;
    },
    stop: () => {
      for (const line of [...lines]) line.terminate();
      server.close();
    },
  };
}
