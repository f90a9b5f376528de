import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandEnvironment } from '../../src/deployer/local/environment.ts';
import { createDeployer } from '../../src/deployer/registry.ts';
import type { DeploySpec } from '../../src/model/deploy.ts';
import { Secret } from '../../src/model/secret.ts';
import { createSshConnections } from '../../src/transport/ssh/connections.ts';
import { follow, jobOf } from '../conformance/deployer/context.ts';
import { type Sshd, startSshd } from '../peers/sshd.ts';

const connections = createSshConnections();
const base = { commands: [], timeoutMs: 10_000, env: { TOKEN: new Secret('tok-en-42') } };

describe('the registry of deployers', () => {
  const localStateDir = mkdtempSync(join(tmpdir(), 'rollout-registry-'));
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(async () => {
    await connections.closeAll();
    await sshd.stop();
    rmSync(localStateDir, { recursive: true, force: true });
  });

  test('makes a local one that keeps its jobs where it is told', async () => {
    const deployer = createDeployer({ kind: 'local', ...base }, { connections, localStateDir });
    const host = { name: 'web-01', address: '192.0.2.1', members: [] };
    const job = jobOf(['echo tok-en-42']);
    await deployer.start(host, job);
    const following = follow({ deployer, host }, job);
    await following.end;
    expect(following.texts()).toEqual(['***']);
    expect(readdirSync(join(localStateDir, 'jobs'))).toEqual([job.id]);
    expect(await deployer.ask(host, 'echo "$ROLLOUT_HOST $ROLLOUT_ADDRESS"', 10_000)).toEqual({
      exitCode: 0,
      output: 'web-01 192.0.2.1\n',
    });
  });

  test('makes one over SSH, where a host may differ from its cluster', async () => {
    const { host: address, port, ...ssh } = sshd.target();
    const spec: DeploySpec = { kind: 'ssh', ssh: { ...ssh, port: 1 }, ...base };
    const deployer = createDeployer(spec, { connections });
    const host = { name: 'web-01', address, members: [] };
    await expect(deployer.ask(host, 'true', 10_000)).rejects.toMatchObject({ kind: 'unreachable' });
    const own = { ...host, ssh: { port } };
    deployer.prepare(own);
    expect(await deployer.ask(own, 'echo "$HOME"', 10_000)).toEqual({
      exitCode: 0,
      output: `${sshd.home}\n`,
    });
    await deployer.release(own);
    await deployer.close();
  });

  test('refuses one over SSH that does not say how', () => {
    expect(() => createDeployer({ kind: 'ssh', ...base }, { connections })).toThrow(
      expect.objectContaining({ kind: 'invalid' }),
    );
  });

  test('gives local commands a login, not the secrets of the bot', () => {
    const own = {
      PATH: '/bin',
      HOME: '/h',
      LC_ALL: 'C',
      SLACK_BOT_TOKEN: 'x',
      DATABASE_URL: 'y',
      XDG_STATE_HOME: '/s',
    };
    expect(commandEnvironment(own)).toEqual({ PATH: '/bin', HOME: '/h', LC_ALL: 'C', XDG_STATE_HOME: '/s' });
  });
});
