import type { Socket } from 'node:net';
import { encode, type ServerFrame } from './protocol.ts';

export interface Sender {
  /** Resolves when the client can take more; at once when it is gone. */
  send(frame: ServerFrame): Promise<void>;
}

/** Writes frames as fast as the client reads them: one that stops reading holds up nobody but itself. */
export function createSender(socket: Socket): Sender {
  let free: Promise<void> = Promise.resolve();
  return {
    send(frame) {
      if (!socket.writable) return Promise.resolve();
      if (!socket.write(encode(frame))) free = drained(socket);
      return free;
    },
  };
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
