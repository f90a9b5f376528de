import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalDeployer } from '../../src/deployer/local/local-deployer.ts';
import { Failure } from '../../src/model/failure.ts';
import type { ProbeSpec } from '../../src/model/probe.ts';
import type { Ask } from '../../src/probe/command.ts';
import { createProbe } from '../../src/probe/registry.ts';
import { never, probeConformance, target } from '../conformance/probe.ts';
import { freePort } from '../peers/sshd.ts';

const patience = { withinMs: 1_000, intervalMs: 100, successes: 1, timeoutMs: 20_000 };
const server: Server = createServer((socket) => socket.on('error', (error) => error));
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const tcp = (changes: Partial<Extract<ProbeSpec, { kind: 'tcp' }>> = {}) =>
  createProbe(
    {
      kind: 'tcp',
      address: '{address}',
      port: (server.address() as AddressInfo).port,
      ...patience,
      ...changes,
    },
    {},
  );
const deployer = createLocalDeployer();
const command = (text: string, ask: Ask = deployer.ask) =>
  createProbe({ kind: 'command', command: text, ...patience }, { ask });

probeConformance('tcp', {
  passing: async () => tcp(),
  failing: async () => tcp({ port: await freePort() }),
  // An address that is kept for documentation (RFC 5737): nobody answers there, if it can be reached at all.
  silent: async () => tcp({ address: '192.0.2.1' }),
  unaskable: async () => tcp({ address: 'no-such-host.invalid' }),
});

probeConformance('command', {
  passing: async () => command('true'),
  failing: async () => command('echo why; exit 3'),
  silent: async () => command('sleep 1'),
  unaskable: async () =>
    command('true', () => Promise.reject(new Failure('unreachable', 'web-01', 'no SSH'))),
});

describe('a tcp probe', () => {
  test('says what refused', async () => {
    const port = await freePort();
    const reason = `127.0.0.1:${port} refused the connection`;
    expect(await tcp({ port }).check(target, never)).toEqual({ answer: 'no', reason });
  });
});

describe('a command probe', () => {
  test('tells exit code and last line', async () => {
    expect(await command('echo a; echo "not ready"; exit 3').check(target, never)).toEqual({
      answer: 'no',
      reason: '"echo a; echo "not ready"; exit 3" on web-01 ended with 3: not ready',
    });
  });

  test('gives values as variables, never as shell text', async () => {
    const sneaky = { ...target, release: `'; exit 0; $(exit 0) "` };
    const text = `[ "$ROLLOUT_RELEASE/$ROLLOUT_HOST/$ROLLOUT_ADDRESS" = "$(cat <<'X'\n${sneaky.release}/web-01/127.0.0.1\nX\n)" ] && exit 0; exit 9`;
    expect(await command(text).check(sneaky, never)).toEqual({ answer: 'yes' });
    expect(await command('[ "{release}" = "{re""lease}" ]').check(sneaky, never)).toEqual({ answer: 'yes' });
  });

  test('does not know where the command does not end in time', async () => {
    const probe = createProbe(
      { kind: 'command', command: 'sleep 300', ...patience, timeoutMs: 100 },
      { ask: deployer.ask },
    );
    expect(await probe.check(target, never)).toMatchObject({ answer: 'unknown' });
  });

  test('needs something to run it', () => {
    expect(() => createProbe({ kind: 'command', command: 'true', ...patience }, {})).toThrow(/deployer/);
  });
});
