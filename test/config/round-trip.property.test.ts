import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Amount } from '../../src/model/amount.ts';
import type { Config } from '../../src/model/config.ts';
import { config, read } from './support.ts';

/** Any valid configuration, written down key by key, must be read as what was meant. */

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((name) => !/^[ro]\d+$/.test(name));
const words = (least: number, most: number) => fc.uniqueArray(word, { minLength: least, maxLength: most });
const shellText = fc
  .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
  .filter((text) => /\S/.test(text));
const port = fc.integer({ min: 1, max: 65_535 });
const ms = fc.integer({ min: 1, max: 86_400_000 });

const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration in the largest unit that holds it exactly. */
function durationText(value: number): string {
  const [name, size] = Object.entries(unit).findLast(([, each]) => value % each === 0) ?? ['ms', 1];
  return `${value / size}${name}`;
}

const amountIn = (amount: Amount): string | number =>
  'count' in amount ? amount.count : `${amount.percent}%`;
const amount = (most: number): fc.Arbitrary<Amount> =>
  fc.oneof(
    fc.record({ count: fc.integer({ min: 1, max: most }) }),
    fc.record({ percent: fc.integer({ min: 1, max: 100 }) }),
  );

const ssh = fc.record({
  user: word,
  port,
  connectTimeoutMs: ms,
  keepAliveMs: ms,
  file: word,
  trusted: fc.option(fc.stringMatching(/^[A-Za-z0-9+/]{43}$/), { nil: undefined }),
});

const probe = fc.oneof(
  fc.record({ kind: fc.constant('tcp' as const), port }),
  fc.record({ kind: fc.constant('command' as const), run: shellText }),
  fc.record({ kind: fc.constant('http' as const), path: word, status: fc.integer({ min: 100, max: 599 }) }),
);

/** The shell's own are refused. */
const variable = fc
  .stringMatching(/^[A-Z]{1,6}$/)
  .filter((name) => !['IFS', 'UID', 'PPID', 'OPTIND'].includes(name));

const cluster = fc.record({
  hosts: words(2, 6),
  ssh: fc.option(ssh, { nil: undefined }),
  commands: fc.array(shellText, { minLength: 1, maxLength: 3 }),
  timeoutMs: ms,
  env: fc.dictionary(variable, shellText, { maxKeys: 2, noNullPrototype: true }),
  verify: fc.array(fc.record({ probe, withinMs: ms, successes: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  batches: fc.array(amount(9), { minLength: 1, maxLength: 3 }),
  canary: fc.option(fc.constant(1), { nil: undefined }),
  soakMs: ms,
  onFailure: fc.constantFrom('pause' as const, 'abort' as const, 'rollback' as const),
  afterCrash: fc.constantFrom('continue' as const, 'ask' as const),
  distinctApprover: fc.boolean(),
});

const meant = fc.record({
  providers: words(1, 3),
  clusters: fc.dictionary(word, cluster, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  people: words(0, 3),
  approvalExpiresMs: ms,
});

type Meant = typeof meant extends fc.Arbitrary<infer T> ? T : never;
type MeantCluster = Meant['clusters'][string];

/** Literal text: what looks like a variable is escaped, except in shell text. */
const literal = (text: string): string => text.replaceAll(`\${`, `$\${`);

const probeIn = ({ probe: asked, withinMs, successes }: MeantCluster['verify'][number]) => ({
  ...(asked.kind === 'tcp' ? { tcp: asked.port } : {}),
  ...(asked.kind === 'command' ? { command: asked.run } : {}),
  ...(asked.kind === 'http' ? { http: { url: `http://{address}/${asked.path}`, status: asked.status } } : {}),
  within: durationText(withinMs),
  successes,
});

const sshIn = ({
  user,
  port: at,
  file,
  trusted,
  connectTimeoutMs,
  keepAliveMs,
}: NonNullable<MeantCluster['ssh']>) => ({
  user,
  port: at,
  key: `/keys/${file}`,
  ...(trusted === undefined ? {} : { fingerprint: `SHA256:${trusted}` }),
  connectTimeout: durationText(connectTimeoutMs),
  keepAlive: durationText(keepAliveMs),
});

const clusterIn = (name: string, providers: readonly string[], one: MeantCluster) => ({
  pools: providers.map((provider) => `${provider}/${name}`),
  hosts: one.hosts,
  deploy: {
    ...(one.ssh ? { ssh: sshIn(one.ssh) } : { local: true }),
    commands: one.commands,
    timeout: durationText(one.timeoutMs),
    env: Object.fromEntries(Object.entries(one.env).map(([key, text]) => [key, literal(text)])),
  },
  verify: one.verify.map(probeIn),
  strategy: {
    batch: one.batches.map(amountIn),
    ...(one.canary === undefined ? {} : { canary: one.canary }),
    soak: durationText(one.soakMs),
    onFailure: one.onFailure,
    afterCrash: one.afterCrash,
  },
  access: { distinctApprover: one.distinctApprover },
});

const written = ({ providers, clusters, people, approvalExpiresMs }: Meant): string =>
  stringify({
    providers: Object.fromEntries(providers.map((id) => [id, { type: 'haproxy', socket: `/run/${id}` }])),
    clusters: Object.fromEntries(
      Object.entries(clusters).map(([name, one]) => [name, clusterIn(name, providers, one)]),
    ),
    people: Object.fromEntries(people.map((name) => [name, { local: [name] }])),
    approvalExpires: durationText(approvalExpiresMs),
  });

const probeOut = ({ probe: asked, withinMs, successes }: MeantCluster['verify'][number]) => ({
  ...(asked.kind === 'tcp' ? { kind: 'tcp', port: asked.port } : {}),
  ...(asked.kind === 'command' ? { kind: 'command', command: asked.run } : {}),
  ...(asked.kind === 'http'
    ? { kind: 'http', url: `http://{address}/${asked.path}`, status: [asked.status] }
    : {}),
  withinMs,
  successes,
});

const clusterOut = (name: string, providers: readonly string[], one: MeantCluster) => ({
  name,
  hosts: one.hosts.map((host) => ({
    name: host,
    address: host,
    members: providers.map((provider) => ({
      pool: { id: `${provider}/${name}`, provider, name },
      member: host,
    })),
  })),
  deploy: {
    kind: one.ssh ? 'ssh' : 'local',
    commands: one.commands,
    timeoutMs: one.timeoutMs,
    env: one.env,
    ...(one.ssh
      ? {
          ssh: {
            user: one.ssh.user,
            port: one.ssh.port,
            auth: { kind: 'key', file: `/keys/${one.ssh.file}` },
            trust:
              one.ssh.trusted === undefined
                ? { kind: 'known-hosts', file: '/home/op/.ssh/known_hosts' }
                : { kind: 'fingerprint', sha256: `SHA256:${one.ssh.trusted}` },
            connectTimeoutMs: one.ssh.connectTimeoutMs,
            keepAliveMs: one.ssh.keepAliveMs,
          },
        }
      : {}),
  },
  verify: one.verify.map(probeOut),
  strategy: {
    batches: one.batches,
    ...(one.canary === undefined ? {} : { canary: { count: one.canary } }),
    gate: one.canary === undefined ? 'probe' : 'person',
    soakMs: one.soakMs,
    onFailure: one.onFailure,
    afterCrash: one.afterCrash,
  },
  access: { distinctApprover: one.distinctApprover },
});

/** What every generated file must be read as; its other values are the defaults, which config.test.ts holds. */
const expected = ({ providers, clusters, people, approvalExpiresMs }: Meant) => ({
  providers: providers.map((id) => ({ id, at: { via: 'unix', path: `/run/${id}` } })),
  clusters: Object.entries(clusters).map(([name, one]) => clusterOut(name, providers, one)),
  people: people.map((name) => ({ name, local: [name] })),
  approvalExpiresMs,
});

test('any valid configuration is read as what was meant, without warnings', () => {
  fc.assert(
    fc.property(meant, (wanted) => {
      const text = written(wanted);
      const found: Config = config(text);
      expect(found).toMatchObject(expected(wanted));
      expect(read(text).warnings).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
