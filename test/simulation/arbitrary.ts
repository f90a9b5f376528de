import fc from 'fast-check';
import type { Strategy } from '../../src/model/cluster.ts';
import { afterCrashVerbs } from '../../src/model/rollout.ts';
import type { Act, ClusterPlan, HostPlan, Scenario, Trespass } from './scenario.ts';

const hostNames = ['a', 'b', 'c', 'd', 'e'] as const;

/** What somebody might type where a shell, a message or a path could take it for something else. */
const hostile = fc.oneof(
  fc.constantFrom(
    'v2',
    '$(reboot)',
    '`reboot`',
    'v1; rm -rf /',
    "'; drop table custody; --",
    '"v2" && halt',
    '../../etc/passwd',
    '<!channel> *v2*',
    '$TOKEN',
    '準備 v3',
    '%s%n',
  ),
  fc.stringMatching(/^[!-~]{1,12}$/).filter((text) => !text.startsWith('-')),
);

const hostPlan = (name: string): fc.Arbitrary<HostPlan> =>
  fc.record(
    {
      name: fc.constant(name),
      weight: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 1, max: 256 }) },
        { weight: 1, arbitrary: fc.constant(0) },
      ),
      state: fc.oneof(
        { weight: 12, arbitrary: fc.constant('ready' as const) },
        { weight: 1, arbitrary: fc.constantFrom('maint' as const, 'drain' as const) },
      ),
      jobMs: fc.constantFrom(5, 30, 150, 150, 1_500),
      connectionsMs: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.constantFrom(40, 400) },
      ),
      release: fc.constant('v0'),
    },
    { requiredKeys: ['name', 'weight', 'state', 'jobMs', 'connectionsMs'] },
  );

const amount = (most: number) =>
  fc.oneof(
    fc.integer({ min: 1, max: most }).map((count) => ({ count })),
    fc.constantFrom({ percent: 34 }, { percent: 50 }),
  );

const strategy: fc.Arbitrary<Strategy> = fc
  .record(
    {
      batches: fc.array(amount(3), { minLength: 1, maxLength: 2 }),
      canary: fc.constant({ count: 1 }),
      gate: fc.constantFrom('person' as const, 'probe' as const),
      soakMs: fc.constantFrom(0, 0, 80),
      minInService: fc.oneof(
        fc.integer({ min: 0, max: 2 }).map((count) => ({ count })),
        fc.constant({ percent: 50 }),
      ),
      ramp: fc.record({
        steps: fc.constantFrom([50], [10, 50]),
        pauseMs: fc.constantFrom(10, 60),
        probe: fc.boolean(),
      }),
      drain: fc.record({ steps: fc.constantFrom([50], [60, 20]), pauseMs: fc.constantFrom(10, 60) }),
      maxOut: fc.integer({ min: 1, max: 2 }).map((count) => ({ count })),
      afterCrash: fc.constantFrom('continue' as const, 'continue' as const, 'ask' as const),
      onFailure: fc.constantFrom('pause' as const, 'abort' as const, 'rollback' as const),
      connections: fc.record({
        withinMs: fc.constantFrom(50, 200),
        onTimeout: fc.constantFrom('ask' as const, 'proceed' as const, 'abort' as const),
      }),
    },
    { requiredKeys: ['batches', 'gate', 'soakMs', 'minInService', 'onFailure', 'afterCrash', 'connections'] },
  )
  .map((some) => ({ ...some, poolHealthWithinMs: 300, capacityWithinMs: 300 }));

const clusterPlan: fc.Arbitrary<ClusterPlan> = fc.integer({ min: 3, max: 5 }).chain((count) =>
  fc.record({
    name: fc.constant('web'),
    hosts: fc.tuple(...hostNames.slice(0, count).map(hostPlan)),
    pools: fc.constantFrom(1, 1, 2),
    strategy,
    approvals: fc.constantFrom(0, 1, 1, 2),
    distinctApprover: fc.boolean(),
    asksCurrent: fc.boolean(),
  }),
);

const host = fc.constantFrom(...hostNames.slice(0, 3));
const hosts = fc.uniqueArray(host, { minLength: 1, maxLength: 2 });
const at = fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 2_000 }));
const forMs = fc.constantFrom(30, 120, 600);
const trespass: fc.Arbitrary<Trespass> = fc.constantFrom(
  ...(['pause', 'abort', 'retry', 'skip', 'promote', 'rollback'] as const),
  ...(['approve', 'deploy', 'disable', 'enable', 'weight'] as const),
);
const verb = fc.constantFrom(
  ...(['pause', 'resume', 'abort', 'retry', 'retry', 'skip', 'promote', 'rollback', 'redrain'] as const),
  ...afterCrashVerbs,
);

const does = <T extends Act['do']>(what: T) => fc.constant(what);
const peoples: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ at, do: does('steer'), verb, host, twice: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record(
      { at, do: does('deploy'), release: hostile, batch: fc.integer({ min: 1, max: 3 }) },
      { requiredKeys: ['at', 'do', 'release'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      { at, do: does('disable'), hosts, forMs: fc.constantFrom(60_000, 3_600_000) },
      { requiredKeys: ['at', 'do', 'hosts'] },
    ),
  },
  { weight: 2, arbitrary: fc.record({ at, do: does('enable'), host }) },
  {
    weight: 1,
    arbitrary: fc.record({ at, do: does('weight'), host, weight: fc.integer({ min: 1, max: 256 }) }),
  },
  { weight: 1, arbitrary: fc.record({ at, do: does('steal') }) },
  { weight: 1, arbitrary: fc.record({ at, do: does('trespass'), verb: trespass, host }) },
  { weight: 1, arbitrary: fc.record({ at, do: does('again'), nth: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ at, do: does('look') }) },
);

const kind = fc.constantFrom(
  ...(['unreachable', 'timeout', 'denied', 'missing', 'invalid', 'ineffective', 'failed'] as const),
);
const worlds: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      at,
      do: does('fail'),
      op: fc.constantFrom('read' as const, 'drain' as const, 'apply' as const),
      nth: fc.integer({ min: 1, max: 6 }),
      kind,
      took: fc.constantFrom('nothing' as const, 'effect' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ at, do: does('silence'), forMs: fc.constantFrom(200, 900, 3_000, 20_000) }),
  },
  { weight: 2, arbitrary: fc.record({ at, do: does('forget') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      at,
      do: does('set'),
      host,
      pool: fc.nat(1),
      weight: fc.integer({ min: 1, max: 256 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ at, do: does('down'), host, forMs }) },
  { weight: 2, arbitrary: fc.record({ at, do: does('exit'), host, code: fc.constantFrom(1, 137) }) },
  { weight: 1, arbitrary: fc.record({ at, do: does('endless'), host, forMs }) },
  { weight: 1, arbitrary: fc.record({ at, do: does('unreachable'), host, forMs }) },
  { weight: 2, arbitrary: fc.record({ at, do: does('cut'), host }) },
  { weight: 2, arbitrary: fc.record({ at, do: does('cancel'), nth: fc.nat(9), all: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      at,
      do: does('ill'),
      host,
      answer: fc.constantFrom('no' as const, 'unknown' as const),
      forMs,
    }),
  },
);

const death = fc.record({
  call: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 400 })),
  when: fc.constantFrom('before' as const, 'after' as const),
  downMs: fc.constantFrom(0, 20, 300),
});

/** Every world, with whatever may happen in it. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.record({
  clusters: clusterPlan.map((plan) => [plan]),
  latencies: fc.array(fc.constantFrom(1, 2, 5, 20), { minLength: 1, maxLength: 6 }),
  statements: fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: 1, maxLength: 7 }),
  release: hostile,
  reason: hostile,
  replicas: fc.boolean(),
  acts: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 6, arbitrary: fc.array(fc.oneof(peoples, worlds), { maxLength: 8 }) },
  ),
  deaths: fc.array(death, { maxLength: 4 }),
});
