import { createSocket, type Socket as Datagrams } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serversOf } from '../../../src/balancer/nginx/conf/servers.ts';
import { openTo } from '../../../src/balancer/nginx/file/connections.ts';
import type { Machine } from '../../../src/balancer/nginx/file/machine.ts';
import type { Wanted } from '../../../src/balancer/nginx/file/scripts.ts';
import { type Rig, startRig } from './rig.ts';

describe('what the kernel and the resolver print', () => {
  const notHere = () => Promise.reject(new Error('not to be used here'));

  async function open(addresses: readonly string[], lines: readonly string[]) {
    const asked: Wanted[] = [];
    const count: Machine['count'] = async (wanted) => {
      asked.push(wanted);
      return lines;
    };
    const text = `upstream web { ${addresses.map((address) => `server ${address};`).join(' ')} }`;
    const servers = serversOf(text, 'web', { provider: 'lb1', file: '/f' });
    const table = await openTo({ look: notHere, write: notHere, count }, servers);
    return { asked, table: Object.fromEntries(table) };
  }

  it('counts by address and port', async () => {
    const { asked, table } = await open(
      ['10.1.2.3:8080', '10.1.2.3', '[2001:db8::1:0:a]:443', '[::ffff:10.1.2.3]:81'],
      [
        'tcp 0302010A:1F90 4',
        'tcp 0302010A:0050 1',
        'tcp 0403020A:1F90 9',
        'tcp B80D012000000000010000000A000000:01BB 3',
        'tcp B80D012000000000010000000B000000:01BB 9',
        'tcp 0000000000000000FFFF00000302010A:0051 2',
      ],
    );
    expect(table).toEqual({
      '10.1.2.3:8080': { count: 4 },
      '10.1.2.3:80': { count: 1 },
      '[2001:db8::1:0:a]:443': { count: 3 },
      '[::ffff:10.1.2.3]:81': { count: 2 },
    });
    expect(asked).toEqual([{ names: [], ports: ['1F90', '0050', '01BB', '0051'], unix: false }]);
  });

  it('counts to all addresses of a name, and by the port alone where it has none there', async () => {
    const { asked, table } = await open(
      ['web-01:8080', 'web-02:8080', 'x$reboot:8080'],
      [
        'at web-01 10.0.0.1',
        'at web-01 ::1',
        'tcp 0100000A:1F90 1',
        'tcp 00000000000000000000000001000000:1F90 2',
        'tcp 0200000A:1F90 4',
        'tcp 0200000A:0050 8',
      ],
    );
    const guess = 'connections to its port on any host are counted, as its name does not resolve there';
    expect(table).toEqual({
      'web-01:8080': { count: 3 },
      'web-02:8080': { count: 7, guess },
      'x$reboot:8080': { count: 7, guess },
    });
    expect(asked[0]?.names).toEqual(['web-01', 'web-02']);
  });

  it('counts the accepted ends of a unix socket, and says where it sees none of it', async () => {
    const { asked, table } = await open(
      ['unix:/run/a.sock', 'unix:/run/b.sock', '"unix:/run/c d"'],
      ['unix 01 /run/a.sock', 'unix 03 /run/a.sock', 'unix 03 /run/a.sock', 'unix 01 /run/c d'],
    );
    expect(table).toEqual({
      'unix:/run/a.sock': { count: 2 },
      'unix:/run/b.sock': { guess: 'its connections can not be seen from nginx' },
      'unix:/run/c d': { count: 0 },
    });
    expect(asked).toEqual([{ names: [], ports: [], unix: true }]);
  });

  it('asks nothing about an upstream without servers', async () => {
    expect(await open([], [])).toEqual({ asked: [], table: {} });
  });
});

describe('a real machine', () => {
  let rig: Rig;
  let tcp: Server;
  let unix: Server;
  let udp: Datagrams;
  const clients: Socket[] = [];
  beforeAll(async () => {
    rig = await startRig();
    [tcp, unix] = [createServer(), createServer()];
    await Promise.all([
      once(tcp.listen(0, '127.0.0.1'), 'listening'),
      once(unix.listen(join(rig.nginx.dir, 'app.sock')), 'listening'),
    ]);
    udp = createSocket('udp4');
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    for (const server of [tcp, unix]) server?.close();
    udp?.close();
    await rig?.stop();
  });

  it('has its connections counted: TCP, by name too, UDP and unix', async () => {
    const { port } = tcp.address() as AddressInfo;
    const path = join(rig.nginx.dir, 'app.sock');
    const names = [`127.0.0.1:${port}`, `localhost:${port}`, `unix:${path}`, '127.0.0.9:9'];
    rig.write(`upstream web { ${names.map((name) => `server ${name};`).join(' ')} }`);
    const counts = async () => (await rig.balancer().read('web')).map(({ connections }) => connections);
    expect(await counts()).toEqual([0, 0, 0, 0]);
    clients.push(connect(port, '127.0.0.1'), connect(port, '127.0.0.1'), connect(path));
    await Promise.all(clients.map((client) => once(client, 'connect')));
    udp.connect(9, '127.0.0.9');
    await once(udp, 'connect');
    await expect.poll(counts, { timeout: 30_000 }).toEqual([2, 2, 1, 1]);
  });
});
