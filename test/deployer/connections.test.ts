import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { countConnections } from '../../src/deployer/connections.ts';
import { createSshDeployer } from '../../src/deployer/ssh/ssh-deployer.ts';
import { isLoopback, portIn } from '../../src/model/port.ts';
import { createSshConnections } from '../../src/transport/ssh/connections.ts';
import { createFakeDeployer } from '../doubles/fake-deployer.ts';
import { type Sshd, startSshd } from '../peers/sshd.ts';
import { shells } from './shells.ts';

const host = { name: 'web-01', address: '127.0.0.1', members: [] };
/** An address of this machine that is not its loopback, as a load balancer's clients see it. */
const outside = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

const held: Socket[] = [];
const servers: Server[] = [];
afterEach(() => {
  for (const socket of held.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A real service; `::` takes IPv4 clients too, as addresses within IPv6. */
async function listen(address: string): Promise<number> {
  const server = createServer((socket) => {
    held.push(socket);
    socket.on('error', () => socket.destroy());
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return (server.address() as AddressInfo).port;
}

async function hold(port: number, address: string): Promise<Socket> {
  const socket = connect(port, address);
  held.push(socket);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

for (const shell of shells) {
  for (const tools of ['ss', '/proc']) {
    describe(`connections counted with ${tools} by ${shell.join(' ')}`, () => {
      let sshd: Sshd;
      const bin = mkdtempSync(join(tmpdir(), 'rollout-bin-'));
      const connections = createSshConnections();
      const deployer = () => {
        const { host: _, ...spec } = sshd.target();
        return createSshDeployer({ connections, spec, shell });
      };
      const counted = (wanted: { ports: number[]; loopback: boolean }) =>
        countConnections(deployer(), host, wanted);
      beforeAll(async () => {
        // A host without iproute2 has what else it has where busybox has it, or where it is usual.
        for (const tool of ['cat', 'grep', 'sh'])
          symlinkSync(shell[1] === 'sh' ? String(shell[0]) : `/bin/${tool}`, join(bin, tool));
        sshd = await startSshd(tools === 'ss' ? {} : { env: { PATH: bin } });
      });
      afterAll(async () => {
        await connections.closeAll();
        await sshd.stop();
        rmSync(bin, { recursive: true });
      });

      it('are counted by the tool that is meant here', async () => {
        const { exitCode } = await deployer().ask(host, 'command -v ss', 10_000);
        expect(exitCode === 0).toBe(tools === 'ss');
      });

      it.each(['127.0.0.1', '::'])(
        'are those that a service at %s holds, and only while they are open',
        async (at) => {
          const port = await listen(at);
          const wanted = { ports: [port], loopback: true };
          expect(await counted(wanted)).toEqual({ open: 0 });
          const first = await hold(port, '127.0.0.1');
          await hold(port, '127.0.0.1');
          if (at === '::') await hold(port, '::1');
          expect(await counted(wanted)).toEqual({ open: at === '::' ? 3 : 2 });
          first.destroy();
          await expect.poll(() => counted(wanted)).toEqual({ open: at === '::' ? 2 : 1 });
          // Its own clients, over IPv4, IPv6 and IPv4 within IPv6, where the balancer is somewhere else.
          expect(await counted({ ports: [port], loopback: false })).toEqual({ open: 0 });
        },
      );

      it('are counted over several ports, and from outside', async () => {
        const ports = [await listen('::'), await listen('0.0.0.0')];
        for (const port of ports) await hold(port, outside ?? '127.0.0.1');
        const other = await listen('0.0.0.0');
        await hold(other, '127.0.0.1');
        expect(await counted({ ports, loopback: outside === undefined })).toEqual({ open: 2 });
      });

      it('are unknown where nothing listens on one of the ports', async () => {
        const port = await listen('127.0.0.1');
        const gone = await listen('127.0.0.1');
        const [, last] = servers;
        await new Promise((resolve) => last?.close(resolve));
        const wanted = { ports: [port, gone], loopback: true };
        expect(await counted(wanted)).toEqual({ unknown: `nothing listens on port ${gone} there` });
      });
    });
  }
}

it('a host with neither says so', async () => {
  expect(await countConnections(createFakeDeployer(), host, { ports: [80], loopback: false })).toEqual({
    unknown: 'it has neither `ss` nor /proc/net/tcp',
  });
});

it('a port is read from the end of a name or address', () => {
  expect(['10.0.0.1:80', '[fe80::1]:443', 'i-abc:8080', 'web-01.example:1'].map(portIn)).toEqual([
    80, 443, 8080, 1,
  ]);
  expect(['web-01', 'fe80::1', '::1', '10.0.0.1:0', 'a:70000', 'a:b:1'].map(portIn)).toEqual(
    Array(6).fill(undefined),
  );
  expect(['127.0.0.1:80', '127.9.9.9', '::1', '[::1]:1', 'localhost'].map(isLoopback)).toEqual(
    Array(5).fill(true),
  );
  expect(['10.0.0.127', '128.0.0.1', 'localhost.example', '::11'].map(isLoopback)).toEqual(
    Array(4).fill(false),
  );
});
