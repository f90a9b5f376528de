import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/model/config.ts';
import { Secret } from '../../src/model/secret.ts';
import { changed, config, minimal } from './support.ts';

const pool = { id: 'lb1/web', provider: 'lb1', name: 'web' };

describe('the minimal file', () => {
  test('comes to this', () => {
    const host = (name: string) => ({ name, address: name, members: [{ pool, member: name }] });
    const expected: Config = {
      providers: [
        {
          kind: 'haproxy',
          id: 'lb1',
          timeoutMs: 5_000,
          at: { via: 'unix', path: '/run/haproxy/admin.sock' },
        },
      ],
      clusters: [
        {
          name: 'web',
          pools: [pool],
          hosts: ['web-01', 'web-02', 'web-03'].map(host),
          deploy: {
            kind: 'ssh',
            ssh: {
              user: 'deploy',
              port: 22,
              auth: { kind: 'key', file: '/home/op/.ssh/id_ed25519' },
              trust: { kind: 'known-hosts', file: '/home/op/.ssh/known_hosts' },
              connectTimeoutMs: 10_000,
              keepAliveMs: 15_000,
            },
            commands: ['/srv/app/deploy.sh "$ROLLOUT_RELEASE"'],
            timeoutMs: 600_000,
            env: {},
          },
          verify: [
            {
              kind: 'http',
              url: 'http://{address}:8080/health',
              method: 'GET',
              headers: {},
              status: [200],
              timeoutMs: 5_000,
              tls: { verify: true },
              withinMs: 60_000,
              intervalMs: 1_000,
              successes: 1,
            },
          ],
          strategy: {
            batches: [{ count: 1 }],
            gate: 'probe',
            soakMs: 0,
            minInService: { percent: 50 },
            onFailure: 'pause',
            afterCrash: 'continue',
            connections: { withinMs: 30_000, onTimeout: 'ask' },
            poolHealthWithinMs: 60_000,
            capacityWithinMs: 60_000,
          },
          access: {
            view: [],
            deploy: [],
            approve: [],
            disable: [],
            onCall: [],
            mentionOnCall: false,
            onCallConfirms: true,
            approvals: 1,
            distinctApprover: false,
          },
          places: [],
        },
      ],
      people: [],
      groups: [],
      freezes: [],
      store: { kind: 'embedded' },
      locks: { kind: 'store' },
      chat: { local: { enabled: true } },
      dataDir: '/etc/rollout/.rollout',
      approvalExpiresMs: 1_800_000,
      language: 'en',
    };
    expect(config(minimal)).toEqual(expected);
  });
});

describe('providers', () => {
  const at = (text: string) => {
    const [provider] = config(changed(['socket: /run/haproxy/admin.sock', text])).providers;
    return provider?.kind === 'haproxy' ? provider.at : undefined;
  };

  test.each([
    ['tcp: 10.0.0.5:9999', { via: 'tcp', host: '10.0.0.5', port: 9999 }],
    ['tcp: "[fd00::5]:9999"', { via: 'tcp', host: 'fd00::5', port: 9999 }],
    ['socket: ~/s', { via: 'unix', path: '/home/op/s' }],
    ['socket: run/s', { via: 'unix', path: '/etc/rollout/run/s' }],
  ])('%s', (text, expected) => {
    expect(at(text)).toEqual(expected);
  });

  test('over ssh, through a jump host, with every setting', () => {
    const fingerprint = `SHA256:${'a'.repeat(43)}`;
    const text = `socket: /s, ssh: { host: lb, user: u, port: 23, password: p, knownHosts: ~/kh, connectTimeout: 1s, keepAlive: 2s, jump: { host: j, user: v, key: k, passphrase: q, fingerprint: "${fingerprint}" } }`;
    expect(at(text)).toEqual({
      via: 'ssh',
      path: '/s',
      ssh: {
        host: 'lb',
        user: 'u',
        port: 23,
        auth: { kind: 'password', password: new Secret('p') },
        trust: { kind: 'known-hosts', file: '/home/op/kh' },
        connectTimeoutMs: 1_000,
        keepAliveMs: 2_000,
        jump: {
          host: 'j',
          user: 'v',
          port: 22,
          auth: { kind: 'key', file: '/etc/rollout/k', passphrase: new Secret('q') },
          trust: { kind: 'fingerprint', sha256: fingerprint },
          connectTimeoutMs: 10_000,
          keepAliveMs: 15_000,
        },
      },
    });
  });
});

describe('hosts and pools', () => {
  test('members are called as the host says, else by the pool’s template, else like the host', () => {
    const text = changed(
      ['socket: /run/haproxy/admin.sock }', 'socket: /s }\n  lb2: { type: haproxy, socket: /t }'],
      ['[lb1/web]', '[lb1/web, { provider: lb2, name: web, member: "{host}-srv" }]'],
      ['web-02', '{ name: web-02, address: 10.0.0.2, members: { lb1/web: a, lb2/web: b } }'],
      [
        'web-03',
        '{ name: web-03, members: { lb1/web: false }, ssh: { port: 2222, user: root, knownHosts: kh } }',
      ],
    );
    const [web] = config(text).clusters;
    const told = web?.hosts.map(({ name, address, members }) => [
      name,
      address,
      ...members.map((member) => `${member.pool.id} ${member.member}`),
    ]);
    expect(told).toEqual([
      ['web-01', 'web-01', 'lb1/web web-01', 'lb2/web web-01-srv'],
      ['web-02', '10.0.0.2', 'lb1/web a', 'lb2/web b'],
      ['web-03', 'web-03', 'lb2/web web-03-srv'],
    ]);
    expect(web?.hosts[2]?.ssh).toEqual({
      port: 2222,
      user: 'root',
      trust: { kind: 'known-hosts', file: '/etc/rollout/kh' },
    });
  });

  test('one host, with the word that its service is away', () => {
    const text = changed(
      ['[web-01, web-02, web-03]', '[web-01]'],
      ['    verify:', '    strategy: { minInService: 0 }\n    verify:'],
    );
    expect(config(text).clusters[0]?.strategy.minInService).toEqual({ count: 0 });
  });
});

describe('deploy, verify, strategy, access and the rest', () => {
  test('with everything said', () => {
    const text = `${changed(
      [
        `commands: ['/srv/app/deploy.sh "$ROLLOUT_RELEASE"']`,
        'upload: { from: build, to: /srv/app }\n      restart: [a, b]\n      current: cat R\n      timeout: 1h\n      env: { A: b }',
      ],
      [
        'http: http://{address}:8080/health',
        'http: { url: "https://[{address}]/{release}?h={host}", method: HEAD, status: [200, 301], headers: { X-A: "1" }, body: /ok/i, tls: { verify: false, ca: ca.pem, serverName: s }, timeout: 100ms }\n        within: 2m\n        interval: 20ms\n        successes: 3\n      - tcp: 80\n      - tcp: { port: 81, address: "{host}.x", timeout: 1s }\n      - command: x\n      - command: { run: y, timeout: 1s }',
      ],
      [
        '    verify:',
        '    strategy: { batch: [1, 25%], canary: 1, soak: 1d, minInService: 1, maxOut: 34%, onFailure: rollback, afterCrash: ask, connections: { within: 0, onTimeout: proceed }, poolHealthWithin: 1s, capacityWithin: 0 }\n    access: { deploy: [alice], approve: [alice, 王芳], approvals: 2, distinctApprover: true }\n    verify:',
      ],
    )}people: { alice: { local: [a, b] }, 王芳: {} }
store: { url: postgres://u:p@h/d }
chat: { local: false }
dataDir: ~/data
approvalExpires: 1h
`;
    const { clusters, ...rest } = config(text);
    const [web] = clusters;
    expect(rest).toMatchObject({
      people: [
        { name: 'alice', local: ['a', 'b'], slack: [] },
        { name: '王芳', local: [], slack: [] },
      ],
      store: { kind: 'postgres' },
      chat: { local: { enabled: false } },
      dataDir: '/home/op/data',
      approvalExpiresMs: 3_600_000,
    });
    expect(web?.deploy).toMatchObject({
      upload: { from: '/etc/rollout/build', to: '/srv/app' },
      commands: [],
      restart: ['a', 'b'],
      current: 'cat R',
      timeoutMs: 3_600_000,
      env: { A: 'b' },
    });
    const patience = { withinMs: 60_000, intervalMs: 1_000, successes: 1 };
    expect(web?.verify).toEqual([
      {
        kind: 'http',
        url: 'https://[{address}]/{release}?h={host}',
        method: 'HEAD',
        headers: { 'X-A': '1' },
        status: [200, 301],
        body: '/ok/i',
        tls: { verify: false, caFile: '/etc/rollout/ca.pem', serverName: 's' },
        timeoutMs: 100,
        withinMs: 120_000,
        intervalMs: 20,
        successes: 3,
      },
      { kind: 'tcp', address: '{address}', port: 80, timeoutMs: 5_000, ...patience },
      { kind: 'tcp', address: '{host}.x', port: 81, timeoutMs: 1_000, ...patience },
      { kind: 'command', command: 'x', timeoutMs: 10_000, ...patience },
      { kind: 'command', command: 'y', timeoutMs: 1_000, ...patience },
    ]);
    expect(web?.strategy).toEqual({
      batches: [{ count: 1 }, { percent: 25 }],
      canary: { count: 1 },
      gate: 'person',
      soakMs: 86_400_000,
      minInService: { count: 1 },
      maxOut: { percent: 34 },
      onFailure: 'rollback',
      afterCrash: 'ask',
      connections: { withinMs: 0, onTimeout: 'proceed' },
      poolHealthWithinMs: 1_000,
      capacityWithinMs: 0,
    });
    expect(web?.access).toEqual({
      view: [],
      deploy: ['alice'],
      approve: ['alice', '王芳'],
      disable: [],
      onCall: [],
      mentionOnCall: false,
      onCallConfirms: true,
      approvals: 2,
      distinctApprover: true,
    });
  });

  test('a local deploy has no ssh, and one restart command is a list of one', () => {
    const text = changed(['ssh: { user: deploy }', 'local: true\n      restart: make restart']);
    expect(config(text).clusters[0]?.deploy).toMatchObject({ kind: 'local', restart: ['make restart'] });
    expect(config(text).clusters[0]?.deploy).not.toHaveProperty('ssh');
  });
});
