import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Amount } from '../../src/model/amount.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { splitIntoBatches } from '../../src/plan/batches.ts';
import type { Facts } from '../../src/plan/facts.ts';
import { makePlan } from '../../src/plan/make.ts';

const amount = fc.oneof(
  fc.integer({ min: 1, max: 9 }).map((count): Amount => ({ count })),
  fc.integer({ min: 1, max: 100 }).map((percent): Amount => ({ percent })),
);

describe('batches', () => {
  it('hold every host once, in order', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.array(amount, { minLength: 1, maxLength: 4 }),
        fc.option(amount, { nil: undefined }),
        (n, batches, canary) => {
          const hosts = Array.from({ length: n }, (_, i) => i);
          const split = splitIntoBatches(hosts, { batches, ...(canary && { canary }) });
          expect(split.flatMap((batch) => batch.hosts)).toEqual(hosts);
          expect(split.every((batch) => batch.hosts.length > 0)).toBe(true);
          expect(split.filter((batch) => batch.canary).length).toBe(canary && n > 0 ? 1 : 0);
        },
      ),
    );
  });

  it('grow as listed, and the last size repeats', () => {
    const sizes = { batches: [{ count: 1 }, { percent: 25 }, { percent: 50 }] };
    expect(splitIntoBatches(Array.from({ length: 20 }), sizes).map((batch) => batch.hosts.length)).toEqual([
      1, 5, 10, 4,
    ]);
  });
});

const pool = { id: 'lb/web', provider: 'lb', name: 'web' };
const hosts = ['a', 'b', 'c'].map((name) => ({ name, address: name, members: [{ pool, member: name }] }));
const cluster: Cluster = {
  name: 'web',
  pools: [pool],
  hosts,
  deploy: { kind: 'local', commands: ['true'], timeoutMs: 1, env: {} },
  verify: [],
  strategy: {
    batches: [{ count: 1 }],
    gate: 'probe',
    soakMs: 0,
    minInService: { count: 2 },
    onFailure: 'pause',
    afterCrash: 'continue',
    connections: { withinMs: 1, onTimeout: 'ask' },
    poolHealthWithinMs: 1,
    capacityWithinMs: 1,
  },
  access: {
    view: [],
    deploy: [],
    approve: [],
    disable: [],
    onCall: [],
    mentionOnCall: false,
    onCallConfirms: false,
    approvals: 1,
    distinctApprover: false,
  },
  places: [],
};
const wish = {
  cluster,
  kind: 'deploy' as const,
  release: 'v2',
  hosts: hosts.map((host) => ({ host, to: 'v2' })),
};
const facts = (changes: Partial<Facts> = {}): Facts => ({
  pools: new Map([
    [
      'lb/web',
      ['a', 'b', 'c'].map((name) => ({ name, weight: 10, state: 'ready' as const, health: 'up' as const })),
    ],
  ]),
  releases: new Map([['a', 'v1']]),
  held: new Map(),
  ...changes,
});
const planOf = (made: ReturnType<typeof makePlan>) => {
  if ('impossible' in made) throw new Error(made.impossible);
  return made.plan;
};

describe('a plan', () => {
  it('shows weights, the release before, and the lowest capacity', () => {
    const plan = planOf(makePlan(wish, { batches: [{ count: 3 }] }, facts()));
    expect(plan.batches[0]?.hosts[0]).toEqual({
      host: 'a',
      from: 'v1',
      to: 'v2',
      members: [{ pool: 'lb/web', member: 'a', now: { weight: 10, state: 'ready' }, inService: true }],
    });
    expect(plan.floor).toEqual([{ pool: 'lb/web', members: 3, minInService: 2, lowest: 2 }]);
    expect(plan.warnings).toEqual([
      'Batches of 3 are taken 1 at a time: lb/web keeps at least 2 of 3 members in service.',
    ]);
  });

  it('has another hash as soon as anything that a person approves is different', () => {
    const sizes = { batches: [{ count: 1 }] };
    const one = planOf(makePlan(wish, sizes, facts())).hash;
    expect(planOf(makePlan(wish, sizes, facts())).hash).toBe(one);
    const grown = { canary: { count: 1 }, batches: [{ count: 1 }] };
    const reordered = { batches: [{ count: 1 }], canary: { count: 1 } };
    expect(planOf(makePlan(wish, grown, facts())).hash).toBe(planOf(makePlan(wish, reordered, facts())).hash);
    const heavier = new Map([
      ['lb/web', (facts().pools.get('lb/web') ?? []).map((member) => ({ ...member, weight: 11 }))],
    ]);
    expect(planOf(makePlan(wish, sizes, facts({ pools: heavier }))).hash).not.toBe(one);
    expect(planOf(makePlan(wish, sizes, facts({ releases: new Map() }))).hash).not.toBe(one);
    expect(planOf(makePlan(wish, { batches: [{ count: 2 }] }, facts())).hash).not.toBe(one);
  });

  it('is refused where a member is missing, is there twice, or none may be taken out', () => {
    const sizes = { batches: [{ count: 1 }] };
    const members = facts().pools.get('lb/web') ?? [];
    const withPool = (some: typeof members) =>
      makePlan(wish, sizes, facts({ pools: new Map([['lb/web', some]]) }));
    expect(withPool(members.slice(1))).toMatchObject({
      impossible: expect.stringContaining('no member a for a'),
    });
    expect(withPool([...members, ...members])).toMatchObject({
      impossible: expect.stringContaining('2 members named a'),
    });
    const strict = {
      ...wish,
      cluster: { ...cluster, strategy: { ...cluster.strategy, minInService: { percent: 100 } } },
    };
    expect(makePlan(strict, sizes, facts())).toMatchObject({
      impossible: expect.stringContaining('none may be taken out'),
    });
  });

  it('warns of what is already out, held, unhealthy or locked', () => {
    const live = [
      { name: 'a', weight: 10, state: 'maint' as const, health: 'up' as const },
      { name: 'b', weight: 10, state: 'drain' as const, health: 'up' as const },
      { name: 'c', weight: 10, state: 'ready' as const, health: 'down' as const },
    ];
    const held = new Map([['lb/web b', { weight: 50, state: 'ready' as const }]]);
    const plan = planOf(
      makePlan(
        wish,
        { batches: [{ count: 1 }] },
        facts({ pools: new Map([['lb/web', live]]), held, lockedBy: 'web is locked by bob (migration)' }),
      ),
    );
    expect(plan.warnings).toEqual([
      'web is locked by bob (migration).',
      'a is in maint in lb/web; it is deployed to and stays so.',
      'b is held out of lb/web by an earlier rollout; it will get back weight 50, ready.',
      'lb/web sees c down.',
    ]);
  });
});
