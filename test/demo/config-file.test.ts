import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../../demo/balancer-settings.ts';
import { rolloutYml } from '../../demo/config-file.ts';
import { readConfig } from '../../src/config/config.ts';
import type { Cluster } from '../../src/model/cluster.ts';

let folder: string;
beforeAll(() => {
  // A path that YAML and a shell would both take apart if they could.
  folder = join(mkdtempSync(join(tmpdir(), 'rollout-demo-test-')), `it's "here" $HOME #1`);
  mkdirSync(folder);
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

const apart: readonly Server[] = [
  { name: 'web-01', host: '127.0.0.2', port: 4001, weight: 100 },
  { name: 'web-02', host: '127.0.0.3', port: 4001, weight: 50 },
];
const together: readonly Server[] = [
  { name: 'web-01', host: '127.0.0.1', port: 4001, weight: 100 },
  { name: 'web-02', host: '127.0.0.1', port: 4002, weight: 50 },
];

function cluster(servers: readonly Server[]): Cluster {
  const balancer = { port: 4000, socket: join(folder, 'lb.sock'), backend: 'web', servers, checkMs: 200 };
  const file = join(folder, 'rollout.yml');
  writeFileSync(
    file,
    rolloutYml({ balancer, hostsDir: join(folder, 'hosts'), dataDir: join(folder, 'data') }),
  );
  const result = readConfig(file, { env: process.env });
  if (!('config' in result)) throw new Error(JSON.stringify(result.problems));
  expect(result.warnings).toEqual([]);
  expect(result.config.dataDir).toBe(join(folder, 'data'));
  expect(result.config.providers).toMatchObject([{ at: { via: 'unix', path: join(folder, 'lb.sock') } }]);
  const [web] = result.config.clusters;
  if (!web) throw new Error('there is no cluster');
  return web;
}

/** The words of a command as a shell takes it, instead of the command itself. */
const wordsOf = (command: string): readonly string[] =>
  execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], {
    env: { ...process.env, ROLLOUT_HOST: 'web-01', ROLLOUT_RELEASE: 'v2' },
    encoding: 'utf8',
  })
    .trimEnd()
    .split('\n');

describe('the demo’s rollout.yml', () => {
  it('is a valid configuration, and means what the demo needs', () => {
    const { hosts, strategy, verify } = cluster(apart);
    expect(hosts.map(({ name, address }) => [name, address])).toEqual([
      ['web-01', '127.0.0.2'],
      ['web-02', '127.0.0.3'],
    ]);
    expect(strategy).toMatchObject({ batches: [{ count: 1 }], minInService: { count: 1 } });
    const url = 'http://{address}:4001/health';
    expect(verify).toMatchObject([{ kind: 'http', url, body: '{release} healthy' }]);
  });

  it('has commands that a shell takes as they are meant', () => {
    const { deploy, verify } = cluster(together);
    const [probe] = verify;
    expect(wordsOf(deploy.commands[0] ?? '')).toEqual([
      process.execPath,
      expect.stringMatching(/deploy\.js$/),
      join(folder, 'hosts'),
      'web-01',
      'v2',
    ]);
    expect(probe?.kind === 'command' && wordsOf(probe.command)).toEqual([
      process.execPath,
      expect.stringMatching(/health\.js$/),
      join(folder, 'hosts'),
      'web-01',
      'v2',
    ]);
  });
});
