import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Cut, startCut } from './cut.ts';

let server: Server;
let cut: Cut;
/** What reached the peer, which answers each message with its length. */
let heard: string;
const open: Socket[] = [];

beforeEach(async () => {
  heard = '';
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heard += bytes.toString();
      socket.write(`${bytes.length};`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  cut = await startCut(typeof address === 'object' && address !== null ? address.port : 0);
});

afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await cut.stop();
  server.close();
});

function client(): { readonly socket: Socket; told(): string; failed(): string } {
  const socket = connect(cut.port, '127.0.0.1');
  open.push(socket);
  let told = '';
  let failed = '';
  socket.on('data', (bytes) => {
    told += bytes.toString();
  });
  socket.on('error', (error) => {
    failed = 'code' in error ? String(error.code) : error.message;
  });
  return { socket, told: () => told, failed: () => failed };
}

const moment = () => new Promise((resolve) => setTimeout(resolve, 100));

it('passes on what comes, in both directions, and ends', async () => {
  const { socket, told } = client();
  socket.write('abc');
  await expect.poll(told).toBe('3;');
  socket.end();
  await once(socket, 'close');
  await expect.poll(() => cut.connections()).toBe(0);
});

it('resets what is open and what comes while it is cut, and serves new connections once healed', async () => {
  const first = client();
  first.socket.write('abc');
  await expect.poll(first.told).toBe('3;');
  cut.cut();
  await expect.poll(first.failed).toBe('ECONNRESET');
  const second = client();
  await expect.poll(second.failed).toBe('ECONNRESET');
  cut.heal();
  const third = client();
  third.socket.write('abcd');
  await expect.poll(third.told).toBe('4;');
});

it('takes connections and passes nothing while it is frozen; healed, it delivers what came meanwhile', async () => {
  const before = client();
  before.socket.write('abc');
  await expect.poll(before.told).toBe('3;');
  cut.freeze();
  const during = client();
  await once(during.socket, 'connect');
  before.socket.write('de');
  during.socket.write('f');
  await moment();
  expect([before.told(), during.told(), heard]).toEqual(['3;', '', 'abc']);
  cut.heal();
  await expect.poll(before.told).toBe('3;2;');
  await expect.poll(during.told).toBe('1;');
});

it('delivers requests and loses answers while it is mute', async () => {
  const { socket, told } = client();
  cut.mute();
  socket.write('abc');
  await expect.poll(() => heard).toBe('abc');
  await moment();
  expect(told()).toBe('');
  cut.heal();
  await expect.poll(told).toBe('3;');
});
