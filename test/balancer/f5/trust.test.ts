import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { F5Provider, F5Trust } from '../../../src/model/provider/f5.ts';
import { type F5Box, startF5Box } from '../../doubles/f5/box.ts';
import { f5, freshPools } from './world.ts';

let box: F5Box;
let folder: string;
let ca: string;
beforeAll(async () => {
  box = await startF5Box(freshPools());
  folder = await mkdtemp(join(tmpdir(), 'rollout-f5-'));
  ca = join(folder, 'ca.pem');
  await writeFile(ca, box.cert);
});
afterAll(async () => {
  await box?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function members(trust: F5Trust, host: string, port = box.port): Promise<number> {
  const more: Partial<F5Provider> = { trust, units: [{ host, port }] };
  const balancer = f5([box], more);
  try {
    return (await balancer.read('web')).length;
  } finally {
    await balancer.close();
  }
}

const pinned = (sha256: string): F5Trust => ({ by: 'fingerprint', sha256: ['00'.repeat(32), sha256] });

it('trusts a certificate that a named CA signed for the name that is connected to', async () => {
  expect(await members({ by: 'ca', file: ca }, 'localhost')).toBe(6);
});

it('trusts a pinned certificate, whatever name it is for', async () => {
  expect(await members(pinned(box.fingerprint.replaceAll(':', '')), '127.0.0.1')).toBe(6);
});

it('sends nothing to a unit that it does not trust', async () => {
  const before = box.requests.length;
  const untrusted: readonly (readonly [F5Trust, string, RegExp])[] = [
    [
      { by: 'system' },
      'localhost',
      /certificate of localhost:\d+ of lb1 is not trusted: .*`tls` can name its CA/,
    ],
    [{ by: 'ca', file: ca }, '127.0.0.1', /not trusted: .*altnames/],
    [pinned('AB'.repeat(32)), '127.0.0.1', new RegExp(`fingerprint ${box.fingerprint.replaceAll(':', '')}`)],
  ];
  for (const [trust, host, says] of untrusted)
    await expect(members(trust, host)).rejects.toMatchObject({
      kind: 'denied',
      target: 'lb1',
      retryable: false,
      message: expect.stringMatching(says),
    });
  expect(box.requests).toHaveLength(before);
});

it('says that the file with the CAs is not there, and reads it again once it is', async () => {
  const late = join(folder, 'late.pem');
  const balancer = f5([box], {
    trust: { by: 'ca', file: late },
    units: [{ host: 'localhost', port: box.port }],
  });
  await expect(balancer.read('web')).rejects.toMatchObject({
    kind: 'missing',
    message: `lb1: the CA file ${late} can't be read.`,
  });
  await writeFile(late, box.cert);
  expect(await balancer.read('web')).toHaveLength(6);
  await balancer.close();
});

it('knows what does not speak TLS for something that it can not reach', async () => {
  const server: Server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    // Unread, its end would never be heard of.
    socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(members(pinned('AB'.repeat(32)), '127.0.0.1', port)).rejects.toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('does not speak TLS as expected (ERR_SSL_'),
  });
  await new Promise((resolve) => server.close(resolve));
});
